// Reading what the kernel tells of devices. Whatever is not there is null: devices go away while one reads.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `/` on a real machine; a test brings a tree of its own. */
export interface Roots {
  readonly dev: string;
  readonly sys: string;
}

export interface UsbIdentity {
  /** The device's own folder: its interfaces share it. */
  readonly folder: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly product: string | null;
  readonly serialNumber: string | null;
}

export async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

export async function target(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}

/** An attribute without its line end; null when it is missing or empty. */
export async function attribute(folder: string, name: string): Promise<string | null> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '');
  // What a device says of itself is shown to people: no control characters, no novel.
  const clean = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return clean === '' ? null : clean.slice(0, 120);
}

/** The USB device above a folder of sysfs, or null. */
export async function usbOf(folder: string, sys: string): Promise<UsbIdentity | null> {
  for (let at = folder; at.startsWith(sys) && at !== sys; at = dirname(at)) {
    const vendorId = await attribute(at, 'idVendor');
    const productId = await attribute(at, 'idProduct');
    if (vendorId === null || productId === null) continue;
    const maker = await attribute(at, 'manufacturer');
    const product = await attribute(at, 'product');
    const spoken = [maker, product].filter((part) => part !== null).join(' ');
    return {
      folder: at,
      vendorId,
      productId,
      product: spoken === '' ? null : spoken,
      serialNumber: await attribute(at, 'serial'),
    };
  }
  return null;
}
