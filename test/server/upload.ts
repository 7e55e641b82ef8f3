// Files to and from the staff listener.
import { request } from 'node:https';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface FileAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
  json(): unknown;
}

/**
 * @param file null: asks for one
 * @param type what the browser says it is
 */
export function uploadStaff(
  url: string,
  file: Uint8Array | null,
  cookie: string,
  type = XLSX,
): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    const method = file ? 'POST' : 'GET';
    const headers = {
      cookie,
      ...(file && { 'content-type': type, 'content-length': file.length }),
    };
    const asked = request(url, { method, headers, rejectUnauthorized: false }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      const { statusCode = 0, headers: answered } = answer;
      resolve({
        status: statusCode,
        headers: answered,
        bytes,
        json: () => JSON.parse(bytes.toString()),
      });
    });
    asked.on('error', reject);
    asked.end(file ?? undefined);
  });
}
