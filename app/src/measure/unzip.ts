// What is in a zip, taken out one file at a time: an archive of many years is never held whole, and what the
// server gets is small enough to be taken.

export class BadZip extends Error {}

export interface Member {
  name: string;
  open: () => Promise<Blob>;
}

const END = 0x06054b50;
const END64_AT = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_REMARK = 65_535;
const LARGEST_MEMBER = 64_000_000;
const ALL_ONES = 0xffffffff;

/** The files in a zip. Throws BadZip where its list can't be read. */
export async function members(zip: Blob): Promise<Member[]> {
  const { at, size, count } = await directory(zip);
  const view = await viewOf(zip, at, at + size);
  const found: Member[] = [];
  let place = 0;
  for (let number = 0; number < count && place + 46 <= view.byteLength; number += 1) {
    if (view.getUint32(place, true) !== ENTRY) throw new BadZip();
    const method = view.getUint16(place + 10, true);
    const nameLength = view.getUint16(place + 28, true);
    const extraLength = view.getUint16(place + 30, true);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + place + 46, nameLength);
    const name = new TextDecoder().decode(bytes);
    const large = wide(view, place + 46 + nameLength, extraLength, [view.getUint32(place + 24, true), view.getUint32(place + 20, true), view.getUint32(place + 42, true)]);
    const [whole, packed, local] = large as [number, number, number];
    if (!name.endsWith('/')) found.push({ name, open: () => opened(zip, { method, whole, packed, local }) });
    place += 46 + nameLength + extraLength + view.getUint16(place + 32, true);
  }
  return found;
}

async function opened(zip: Blob, one: { method: number; whole: number; packed: number; local: number }): Promise<Blob> {
  if ((one.method !== 0 && one.method !== 8) || one.whole > LARGEST_MEMBER) throw new BadZip();
  const head = await viewOf(zip, one.local, one.local + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new BadZip();
  const start = one.local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = zip.slice(start, start + one.packed);
  if (one.method === 0) return data;
  try {
    return await new Response(data.stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob();
  } catch {
    throw new BadZip();
  }
}

async function directory(zip: Blob): Promise<{ at: number; size: number; count: number }> {
  const from = Math.max(0, zip.size - LONGEST_REMARK - 22);
  const tail = await viewOf(zip, from, zip.size);
  for (let place = tail.byteLength - 22; place >= 0; place -= 1) {
    if (tail.getUint32(place, true) !== END) continue;
    const plain = { count: tail.getUint16(place + 10, true), size: tail.getUint32(place + 12, true), at: tail.getUint32(place + 16, true) };
    if (place < 20 || tail.getUint32(place - 20, true) !== END64_AT) return plain;
    const end = await viewOf(zip, Number(tail.getBigUint64(place - 12, true)), zip.size);
    return { count: Number(end.getBigUint64(32, true)), size: Number(end.getBigUint64(40, true)), at: Number(end.getBigUint64(48, true)) };
  }
  throw new BadZip();
}

/** Values that did not fit into 32 bits stand behind the name, in this order. */
function wide(view: DataView, start: number, length: number, values: number[]): number[] {
  for (let place = start; place + 4 <= start + length; place += 4 + view.getUint16(place + 2, true)) {
    if (view.getUint16(place, true) !== 1) continue;
    let next = place + 4;
    return values.map((value) => {
      if (value !== ALL_ONES) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return values;
}

const viewOf = async (blob: Blob, from: number, to: number): Promise<DataView> => new DataView(await blob.slice(from, to).arrayBuffer());
