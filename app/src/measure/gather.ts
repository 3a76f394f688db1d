// What was dropped or chosen, as files to hand in: folders walked, archives of watches taken apart.

import { BadZip, members } from './unzip';

export interface Piece {
  name: string;
  bytes: number; // 0 where it is not known before it is opened
  open: () => Promise<Blob>;
}
export interface Gathered {
  pieces: Piece[];
  skipped: number; // of kinds that hold no recording
  bad: { file: string; why: 'zip' }[];
}

const RECORDED = /\.(fit|tcx|gpx)(\.gz)?$/i;
const ZIP = /\.zip$/i;
const NEVER = /(^|\/)(\.|__MACOSX\/)|\.(jpe?g|png|gif|heic|webp|mp4|mov|m4v|avi|mp3|m4a|pdf|html?|css|js|docx?|xlsx?)$/i;
const DEEPEST = 4;

/** Files, with their path in a dropped folder. */
export async function dropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await walk(one)));
  }
}

export async function gather(files: File[], seen: (found: number) => void = () => undefined): Promise<Gathered> {
  const all: Gathered = { pieces: [], skipped: 0, bad: [] };
  for (const file of files) {
    await add(all, { name: file.webkitRelativePath || file.name, bytes: file.size, open: () => Promise.resolve(file) }, 0);
    seen(all.pieces.length);
  }
  return all;
}

async function add(all: Gathered, piece: Piece, depth: number): Promise<void> {
  if (NEVER.test(piece.name)) all.skipped += 1;
  else if (ZIP.test(piece.name) && depth < DEEPEST) await addZip(all, piece, depth);
  else all.pieces.push(piece);
}

/** A zip with recordings of watches is taken apart; any other, as a log of phyphox, is one recording. */
async function addZip(all: Gathered, zip: Piece, depth: number): Promise<void> {
  try {
    const inside = await members(await zip.open());
    const isArchive = inside.some((one) => RECORDED.test(one.name) || ZIP.test(one.name));
    if (!isArchive) return void all.pieces.push(zip);
    for (const one of inside) {
      const piece: Piece = { name: `${zip.name}/${one.name}`, bytes: 0, open: one.open };
      if (RECORDED.test(one.name) || ZIP.test(one.name)) await add(all, piece, depth + 1);
      else all.skipped += 1;
    }
  } catch (error) {
    if (!(error instanceof BadZip)) throw error;
    if (depth === 0) all.pieces.push(zip); // the server reads what is left of a damaged one
    else all.bad.push({ file: zip.name, why: 'zip' });
  }
}
