// What an HLS playlist says of itself, as far as the player must know before it plays: which video, and how far it goes.

export interface Playlist {
  /** The variants of a multivariant playlist; null: this one lists segments. */
  readonly variants: readonly Variant[] | null;
}
export interface Variant {
  readonly uri: string;
  /** As in `CODECS`; empty when the server does not say. */
  readonly codecs: readonly string[];
}

const VIDEO = /^(avc[13]|hvc1|hev1|dvh[1e]|vp0?[89]|av01|mp4v)/;

/** Null: this is no playlist (a sign-in page, an error page with status 200). */
export function readPlaylist(text: string): Playlist | null {
  if (!text.trimStart().startsWith('#EXTM3U')) return null;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const variants = lines.flatMap((line, at): Variant[] => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return [];
    const uri = lines.slice(at + 1).find((next) => next !== '' && !next.startsWith('#'));
    const [, codecs = ''] = /[:,]CODECS="([^"]*)"/.exec(line) ?? [];
    return uri === undefined ? [] : [{ uri, codecs: codecs.split(',').filter(Boolean) }];
  });
  return { variants: variants.length > 0 ? variants : null };
}

/** Sound alone does not help: a video track that nothing here decodes is a camera set up wrongly. */
export function isDecodable({ codecs }: Variant, canPlay: (type: string) => boolean): boolean {
  const video = codecs.filter((codec) => VIDEO.test(codec.trim()));
  return video.every((codec) => canPlay(`video/mp4; codecs="${codec.trim()}"`));
}
