import { html } from "hono/html";
import { moment } from "./parts.js";
import { pullFrame } from "./pull-frame.js";
/** The deliveries tab: the webhooks that were sent to the App, newest first. */
export function deliveriesPage(pull) {
    const rows = pull.deliveries.map((delivery) => row(delivery));
    return pullFrame(pull, "/deliveries", html `<h2 class="hidden">Deliveries</h2>
      ${rows.length === 0
        ? html `<p class="box">Nothing has been sent.</p>`
        : html `<table class="deliveries box">
              <thead>
                <tr>
                  <th scope="col">Event</th>
                  <th scope="col">Answer</th>
                  <th scope="col">Sent</th>
                  <th scope="col" class="guid">GUID</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`}`);
}
function row(delivery) {
    const name = delivery.action === undefined ? delivery.event : `${delivery.event}.${delivery.action}`;
    const good = delivery.statusCode >= 200 && delivery.statusCode < 300;
    return html `<tr>
    <td><code>${name}</code>${delivery.redelivery ? html ` <span class="tag">again</span>` : ""}</td>
    <td><span class="badge ${good ? "success" : "failure"}">${delivery.statusCode}</span> ${delivery.status}</td>
    <td>${moment(delivery.at)}</td>
    <td class="guid"><code>${delivery.guid}</code></td>
  </tr>`;
}
