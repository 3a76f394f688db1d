// A run's line of speed as uPlot draws it, with its efforts upon it. Colours are the page's own, read anew at
// every drawing, so that light and dark are both right.

import type uPlot from 'uplot';
import type { Effort, Trace } from '../lib/contract';
import { seconds } from '../lib/say';
import { chosen } from '../lib/units.svelte';
import { measure as say } from '../lib/words.measure';
import { standings } from './columns';
import { THIN, decimals, ticks, written, type Evidence } from './numbers';

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || '#808080';
export const colourOf = (kind: string): string => colour(`c-${kind}`) || colour('c-other');

export type Lines = [number[], (number | null)[], (number | null)[], (number | null)[]];

/** Seconds, speed, and speed with its error below and above. */
export function linesOf(trace: Trace, noise_mps: number | null): Lines {
  const speeds = trace.speed_mps;
  const off = (by: number): (number | null)[] => speeds.map((speed) => (speed === null ? null : Math.max(0, speed + by)));
  return [speeds.map((_, place) => place * trace.every_s), speeds, off(-(noise_mps ?? 0)), off(noise_mps ?? 0)];
}

const FONT_PX = 12;
const font = (weight = 400): string => `${weight} ${FONT_PX * devicePixelRatio}px system-ui, sans-serif`;
const ROOM_PX = 34; // above the highest, for numbers

export interface Drawing {
  evidence: Evidence;
  numbers: Map<number, string>;
  close: boolean;
}

/** Bands behind the line. */
export function drawBands(u: uPlot, { evidence }: Drawing): void {
  const { ctx } = u;
  for (const effort of evidence.efforts) {
    const left = u.valToPos(effort.start_s, 'x', true);
    const right = u.valToPos(effort.end_s, 'x', true);
    ctx.save();
    clipped(u);
    ctx.globalAlpha = 0.16;
    ctx.fillStyle = colourOf(effort.kind);
    ctx.fillRect(left, u.bbox.top, Math.max(devicePixelRatio, right - left), u.bbox.height);
    ctx.restore();
  }
}

/** The efforts themselves, and in the close-up what was measured of each. */
export function drawEfforts(u: uPlot, drawing: Drawing): void {
  const { ctx } = u;
  const judged = standings(drawing.evidence.verdicts);
  for (const [place, effort] of drawing.evidence.efforts.entries()) {
    ctx.save();
    clipped(u);
    ctx.strokeStyle = colourOf(effort.kind);
    ctx.lineWidth = (drawing.close ? 3 : 2) * devicePixelRatio;
    ctx.lineJoin = 'round';
    trace(u, effort);
    if (drawing.close) writeOn(u, effort, drawing.numbers.get(place) ?? '', judged.get(place) ?? []);
    ctx.restore();
  }
}

function trace(u: uPlot, effort: Effort): void {
  const [times = [], speeds = []] = u.data as [number[], (number | null)[]];
  const { ctx } = u;
  ctx.beginPath();
  let drawn = false;
  for (const [place, time] of times.entries()) {
    const speed = speeds[place];
    if (time < effort.start_s || time > effort.end_s || speed === null || speed === undefined) continue;
    const x = u.valToPos(time, 'x', true);
    const y = u.valToPos(speed, 'y', true);
    if (drawn) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    drawn = true;
  }
  ctx.stroke();
}

function writeOn(u: uPlot, effort: Effort, number: string, stands: string[]): void {
  const { ctx, bbox } = u;
  const middle = u.valToPos((effort.start_s + effort.end_s) / 2, 'x', true);
  const line = (FONT_PX + 3) * devicePixelRatio;
  const apart = u.valToPos(effort.end_s + 60, 'x', true) - u.valToPos(effort.end_s, 'x', true);
  ctx.textAlign = 'center';
  ctx.fillStyle = colour('ink');
  ctx.font = font(600);
  ctx.fillText(number, middle, bbox.top + bbox.height - 6 * devicePixelRatio);
  if (apart < 30 * devicePixelRatio) return; // no room for words
  const best = effort.speed_mps.best_3s;
  if (best !== null && best !== undefined) ctx.fillText(ownSpeed(best, effort.errors.speed_mps.best_3s ?? 0.1), middle, bbox.top + line);
  const hard = stands.find((stand) => stand === 'too hard' || stand === 'too slow');
  if (hard && apart > 60 * devicePixelRatio) {
    ctx.fillStyle = colour('care');
    ctx.fillText(hard, middle, bbox.top + 2 * line);
  }
  if (effort.rest_before_s !== null && apart > 60 * devicePixelRatio) {
    const short = stands.includes('rest short');
    ctx.font = font(short ? 600 : 400);
    ctx.fillStyle = colour(short ? 'care' : 'ink3');
    const at = u.valToPos(effort.start_s - effort.rest_before_s / 2, 'x', true);
    ctx.fillText(say.rest(seconds(effort.rest_before_s), short), at, bbox.top + bbox.height - 6 * devicePixelRatio);
  }
}

function clipped(u: uPlot): void {
  u.ctx.beginPath();
  u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  u.ctx.clip();
}

/** Axes that say minutes; of the close-up also speeds, with room above for the numbers. */
export function optionsOf(drawing: Drawing, width: number, height: number, range: () => [number, number], highest: number): uPlot.Options {
  const { close } = drawing;
  const ink3 = (): string => colour('ink3');
  const hair = { stroke: (): string => colour('hair'), width: 1 };
  const room = close ? (highest * ROOM_PX) / Math.max(60, height - ROOM_PX - 40) : 0;
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: close, x: close, y: false, points: { show: false }, drag: { setScale: false, x: false, y: false } },
    select: { show: !close, left: 0, top: 0, width: 0, height: 0 },
    padding: [4, 12, 0, 4],
    scales: { x: { time: false, range: () => range() }, y: { range: () => [0, highest + room] } },
    axes: [
      {
        stroke: ink3,
        grid: { show: false },
        ticks: { show: false },
        size: 24,
        incrs: [10, 30, 60, 120, 300, 600, 1200, 1800, 3600],
        space: 60,
        values: (_, marks) => marks.map((mark, place) => (mark % 60 ? `${Math.floor(mark / 60)}:${String(mark % 60).padStart(2, '0')}` : `${mark / 60}${place === marks.length - 1 ? THIN + say.minutes : ''}`))
      },
      { show: close, stroke: ink3, grid: hair, ticks: { show: false }, size: 48, space: 40, splits: () => speedMarks(highest), values: (_, marks) => speeds(marks, highest) }
    ],
    series: [
      {},
      { stroke: () => colour('ink2'), width: 1.25, points: { show: false }, spanGaps: false },
      { show: close, points: { show: false } },
      { show: close, points: { show: false } }
    ],
    bands: close ? [{ series: [3, 2], fill: () => `color-mix(in srgb, ${colour('ink3')} 30%, transparent)` }] : [],
    hooks: { drawClear: [(u) => drawBands(u, drawing)], draw: [(u) => drawEfforts(u, drawing)] }
  };
}

/** Where hairlines stand, in m/s: at whole numbers of the runner's unit. */
function speedMarks(highest: number): number[] {
  const { scale } = chosen.of('m/s');
  return ticks(0, highest * scale, 5).map((mark) => mark / scale);
}

/** The highest says the unit; what is above the fastest is room for words. */
function speeds(marks: number[], highest: number): string[] {
  const { unit, scale } = chosen.of('m/s');
  const top = Math.max(...marks.filter((mark) => mark <= highest));
  return marks.map((mark) => (mark > highest ? '' : `${Math.round(mark * scale)}${mark === top ? THIN + unit : ''}`));
}

function ownSpeed(mps: number, error_mps: number): string {
  const { scale } = chosen.of('m/s');
  return written(mps * scale, decimals(error_mps * scale));
}
