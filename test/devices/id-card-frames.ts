// What an ID-card reader answers, put together from the protocol's description, not by our codec.
import { readSamples } from './samples.ts';

export const idCardSample = readSamples('id-card.txt');

/** Lengths, text, 1,024 bytes of photo (and as many of fingerprint), XOR. */
export function readReply(text: Uint8Array, fingerprint = false): Buffer {
  const lengths = fingerprint ? [1, 0, 4, 0, 4, 0] : [1, 0, 4, 0];
  const rest = new Uint8Array(fingerprint ? 2_048 : 1_024).fill(0x69);
  const body = Buffer.from([0, 0, 0, 0, 0x90, ...lengths, ...text, ...rest]);
  body.writeUInt16BE(body.length - 1);
  const sum = body.reduce((total, byte) => total ^ byte, 0);
  return Buffer.concat([Buffer.from('aaaaaa9669', 'hex'), body, Buffer.from([sum])]);
}

/** 256 bytes of UTF-16LE, blank but for these, by their offsets. */
export function cardText(fields: Readonly<Record<number, string>>): Buffer {
  const text = Buffer.from(' '.repeat(128), 'utf16le');
  for (const [offset, value] of Object.entries(fields))
    text.write(value, Number(offset), 'utf16le');
  return text;
}

export const foreignerText = cardText({
  0: 'SMITH, ANNA',
  122: 'CHN110085061234',
  158: '史安娜',
  220: '19850612',
  248: 'I',
});
/** From Taiwan; the check digit by GB 11643, worked out apart from our code. */
export const taiwanText = cardText({
  0: '林志明',
  36: '19791102',
  122: '83000019791102000X',
  248: 'J',
});
