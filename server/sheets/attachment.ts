// What a download is called.

/** RFC 6266: a plain name for old browsers, the Chinese one for all others. */
export function attachment(fileName: string, plainName: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`;
}
