import type { SentFile } from '../protocol.ts';

/** A file as JSON can carry it. */
export function encodeFile(file: File): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(new Error(`${file.name} can’t be read.`)));
    reader.addEventListener('load', () => {
      const address = typeof reader.result === 'string' ? reader.result : '';
      const base64 = address.slice(address.indexOf(',') + 1);
      resolve({ name: file.name, contentType: file.type === '' ? null : file.type, base64 });
    });
    reader.readAsDataURL(file);
  });
}
