import type { CatalogueRow } from "../row.ts";
import { OFFLOAD } from "./words.ts";

const STEADY = { rule: "API001", check: "cpu-bound-call", category: "cpu", severity: "medium" } as const;

/** Documents and images: parsed, rendered and scaled by the processor. */
export const documentRows: readonly CatalogueRow[] = [
  {
    id: "document-open",
    ...STEADY,
    what: "a document being parsed",
    calls: [
      "openpyxl.load_workbook",
      "openpyxl.reader.excel.load_workbook",
      "docx.Document",
      "pptx.Presentation",
      "{fitz,pymupdf}.open",
      "pdfplumber.open",
      "pypdf.PdfReader",
      "PyPDF2.PdfReader",
      "pdfminer.high_level.{extract_text,extract_pages}",
      "pdf2image.{convert_from_path,convert_from_bytes}",
      "pytesseract.{image_to_string,image_to_data,image_to_pdf_or_hocr,image_to_osd}",
      "camelot.read_pdf",
      "tabula.read_pdf",
    ],
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "document-write",
    ...STEADY,
    what: "a document being rendered",
    types: ["weasyprint.{HTML,Document}", "reportlab.platypus.SimpleDocTemplate"],
    methods: ["write_pdf", "render", "build"],
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "pdfkit",
    ...STEADY,
    what: "a document being rendered by another process",
    calls: ["pdfkit.{from_url,from_file,from_string}", "xhtml2pdf.pisa.{CreatePDF,pisaDocument}"],
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "workbook-save",
    ...STEADY,
    what: "a workbook being written",
    types: ["openpyxl.Workbook", "openpyxl.workbook.Workbook", "openpyxl.workbook.workbook.Workbook"],
    factories: ["openpyxl.load_workbook", "openpyxl.reader.excel.load_workbook"],
    methods: ["save"],
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "pillow",
    ...STEADY,
    what: "a Pillow image",
    types: ["PIL.Image.Image"],
    // Opening reads the header alone; decoding starts with the first method that needs pixels.
    factories: ["PIL.Image.{open,new,frombytes,fromarray}"],
    methods: [
      "convert",
      "filter",
      "load",
      "quantize",
      "reduce",
      "resize",
      "rotate",
      "save",
      "thumbnail",
      "tobytes",
      "transform",
      "transpose",
    ],
    chain: true,
    alternative: OFFLOAD,
    evidence: "known",
  },
  {
    id: "opencv",
    ...STEADY,
    what: "an OpenCV image operation",
    calls: [
      "cv2.{imread,imwrite,imdecode,imencode,resize,warpAffine,warpPerspective,GaussianBlur,fastNlMeansDenoising}",
    ],
    alternative: OFFLOAD,
    evidence: "known",
  },
];
