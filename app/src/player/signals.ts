// Voice, beeps and vibration. Beeps are scheduled ahead on the audio clock, so that they come in time also
// where the page's own timers are slowed down.

import type { Bell, Tone } from './bells';

const TONES: Record<Tone, { hz: number; s: number; times: number; buzz: number[] }> = {
  tick: { hz: 660, s: 0.12, times: 1, buzz: [60] },
  go: { hz: 1040, s: 0.5, times: 1, buzz: [300] },
  mark: { hz: 660, s: 0.15, times: 1, buzz: [80] },
  over: { hz: 880, s: 0.25, times: 2, buzz: [200, 100, 200] },
  soon: { hz: 520, s: 0.15, times: 1, buzz: [80] },
  open: { hz: 780, s: 0.2, times: 2, buzz: [120, 80, 120] }
};
const LOUD = 0.6;
const EDGE_S = 0.01; // a tone that starts at once clicks

export const canBuzz = 'vibrate' in navigator;
export const canSpeak = 'speechSynthesis' in globalThis;

export class Signals {
  private context: AudioContext | undefined;
  private sounding: OscillatorNode[] = [];
  private timers: ReturnType<typeof setTimeout>[] = [];

  /** Browsers let a page sound only after a touch; called in every one. */
  wake(): void {
    this.context ??= 'AudioContext' in globalThis ? new AudioContext() : undefined;
    if (this.context?.state !== 'running') void this.context?.resume().catch(() => undefined);
  }

  /** Rings these from now on, and none that were to ring before. */
  ring(bells: Bell[], now: number, on: { beeps: boolean; vibration: boolean }): void {
    this.hush();
    for (const bell of bells) {
      const tone = TONES[bell.tone];
      const wait = bell.at - now;
      if (on.beeps) this.sound(tone, wait / 1000);
      if (on.vibration && canBuzz) this.timers.push(setTimeout(() => navigator.vibrate(tone.buzz), wait));
    }
  }

  hush(): void {
    for (const sound of this.sounding) sound.stop();
    for (const timer of this.timers) clearTimeout(timer);
    this.sounding = [];
    this.timers = [];
  }

  say(text: string): void {
    if (!canSpeak || !text) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = 'en';
    speechSynthesis.speak(words);
  }

  close(): void {
    this.hush();
    if (canSpeak) speechSynthesis.cancel();
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
  }

  private sound(tone: { hz: number; s: number; times: number }, wait: number): void {
    const context = this.context;
    if (!context) return;
    for (let turn = 0; turn < tone.times; turn += 1) {
      const start = context.currentTime + wait + turn * tone.s * 1.6;
      const sound = context.createOscillator();
      const loud = context.createGain();
      sound.type = 'triangle';
      sound.frequency.value = tone.hz;
      loud.gain.setValueAtTime(0, start);
      loud.gain.linearRampToValueAtTime(LOUD, start + EDGE_S);
      loud.gain.setValueAtTime(LOUD, start + tone.s - EDGE_S);
      loud.gain.linearRampToValueAtTime(0, start + tone.s);
      sound.connect(loud).connect(context.destination);
      sound.start(start);
      sound.stop(start + tone.s);
      this.sounding.push(sound);
    }
  }
}
