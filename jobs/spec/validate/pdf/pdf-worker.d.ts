/** Leaves its handler in `globalThis.pdfjsWorker`, where the library looks for one before it starts a thread. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
