import { sample, type Sample } from "./sample.ts";

const S3 = "import boto3\ns3 = boto3.client('s3')";

export const cloudSamples: readonly Sample[] = [
  sample(
    "boto3-client",
    S3,
    "s3.put_object(Bucket='x', Key='y')",
    "import aioboto3\nsession = aioboto3.Session()",
    "async with session.client('s3') as s3:\n    await s3.put_object(Bucket='x', Key='y')",
  ),
  sample("boto3-session", "import boto3\nsession = boto3.Session()", "session.client('s3').list_buckets()"),
  sample(
    "boto3-client",
    "from botocore.session import get_session\ns3 = get_session().create_client('s3')",
    "s3.list_buckets()",
  ),
  sample("boto3-paginator", S3, "for page in s3.get_paginator('list_objects_v2').paginate(Bucket='x'):\n    pass"),
  sample("boto3-waiter", S3, "s3.get_waiter('object_exists').wait(Bucket='x', Key='y')"),
  sample(
    "boto3-resource",
    "import boto3\ntable = boto3.resource('dynamodb').Table('items')",
    "table.put_item(Item={})",
  ),
  sample(
    "boto3-resource",
    "import boto3\nbucket = boto3.resource('s3').Bucket('x')",
    "for item in bucket.objects.filter(Prefix='y'):\n    pass",
  ),
  sample("boto3-meta", "import boto3\ns3 = boto3.resource('s3')", "s3.meta.client.head_object(Bucket='x', Key='y')"),
  sample(
    "minio",
    "from minio import Minio\nclient = Minio('x')",
    "client.fput_object('x', 'y', 'z')",
    "from miniopy_async import Minio\nclient = Minio('x')",
    "await client.fput_object('x', 'y', 'z')",
  ),
  sample(
    "minio-listing",
    "from minio import Minio\nclient = Minio('x')",
    "for item in client.list_objects('x'):\n    pass",
  ),
  sample(
    "google-storage",
    "from google.cloud import storage\nclient = storage.Client()",
    "client.bucket('x').blob('y').upload_from_string('z')",
    "from gcloud.aio.storage import Storage\nclient = Storage()",
    "await client.upload('x', 'y', 'z')",
  ),
  sample(
    "google-bigquery",
    "from google.cloud import bigquery\nclient = bigquery.Client()",
    "client.query('select 1')",
  ),
  sample(
    "google-bigquery-job",
    "from google.cloud import bigquery\nclient = bigquery.Client()\njob = client.query('select 1')",
    "job.result()",
  ),
  sample(
    "google-firestore",
    "from google.cloud import firestore\ndb = firestore.Client()",
    "db.collection('items').document('1').get()",
    "from google.cloud import firestore\ndb = firestore.AsyncClient()",
    "await db.collection('items').document('1').get()",
  ),
  sample(
    "google-firestore",
    "from firebase_admin import firestore\ndb = firestore.client()",
    "db.collection('items').add({})",
  ),
  sample(
    "firebase-database",
    "from firebase_admin import db\nitems = db.reference('items')",
    "items.child('1').set({})",
  ),
  sample(
    "google-firestore-batch",
    "from google.cloud import firestore\ndb = firestore.Client()",
    "db.batch().commit()",
  ),
  sample(
    "google-pubsub-publisher",
    "from google.cloud import pubsub_v1\npublisher = pubsub_v1.PublisherClient()",
    "publisher.publish('x', b'y').result()",
  ),
  sample(
    "google-pubsub-subscriber",
    "from google.cloud import pubsub_v1\nsubscriber = pubsub_v1.SubscriberClient()",
    "subscriber.pull(request={})",
  ),
  sample(
    "google-generated",
    "from google.cloud import secretmanager\nclient = secretmanager.SecretManagerServiceClient()",
    "client.access_secret_version(name='x')",
    "from google.cloud import secretmanager\nclient = secretmanager.SecretManagerServiceAsyncClient()",
    "await client.access_secret_version(name='x')",
  ),
  sample(
    "azure-blob",
    "from azure.storage.blob import BlobServiceClient\nservice = BlobServiceClient.from_connection_string('x')",
    "service.get_blob_client('x', 'y').upload_blob(b'z')",
    "from azure.storage.blob.aio import BlobServiceClient\nservice = BlobServiceClient.from_connection_string('x')",
    "await service.get_blob_client('x', 'y').upload_blob(b'z')",
  ),
  sample(
    "azure-storage",
    "from azure.storage.queue import QueueClient\nitems = QueueClient.from_connection_string('x', 'y')",
    "items.send_message('x')",
    "from azure.storage.queue.aio import QueueClient\nitems = QueueClient.from_connection_string('x', 'y')",
    "await items.send_message('x')",
  ),
  sample(
    "azure-servicebus",
    "from azure.servicebus import ServiceBusClient\nbus = ServiceBusClient.from_connection_string('x')",
    "bus.get_queue_sender('x').send_messages([])",
    "from azure.servicebus.aio import ServiceBusClient\nbus = ServiceBusClient.from_connection_string('x')",
    "await bus.get_queue_sender('x').send_messages([])",
  ),
  sample(
    "azure-cosmos",
    "from azure.cosmos import CosmosClient\nitems = CosmosClient('x').get_database_client('y').get_container_client('z')",
    "items.read_item('1', '1')",
    "from azure.cosmos.aio import CosmosClient\nitems = CosmosClient('x').get_database_client('y').get_container_client('z')",
    "await items.read_item('1', '1')",
  ),
  sample(
    "azure-keyvault",
    "from azure.keyvault.secrets import SecretClient\nvault = SecretClient('x', None)",
    "vault.get_secret('x')",
    "from azure.keyvault.secrets.aio import SecretClient\nvault = SecretClient('x', None)",
    "await vault.get_secret('x')",
  ),
  sample(
    "azure-identity",
    "from azure.identity import DefaultAzureCredential\ncredential = DefaultAzureCredential()",
    "credential.get_token('x')",
    "from azure.identity.aio import DefaultAzureCredential\ncredential = DefaultAzureCredential()",
    "await credential.get_token('x')",
  ),
];
