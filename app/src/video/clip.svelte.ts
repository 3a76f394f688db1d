// A clip on this device, a frame at a time. It is read by the browser alone; there is no way from here to a
// server.

const PROBED = 8; // distances between frames
const PATIENCE_MS = 4_000;
const SLOWLY = 0.125; // a screen shows 60 frames a second; faster files are looked at slowed down
const FAST_FPS = 45;
const SEEK_MS = 2_000;
const NEAR = 0.04; // frames lie at whole milliseconds in many files
const LATE = [0.97, 0.88, 0.79, 0.61, 0.53];

/** The rates that cameras name. */
const NAMED = [23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60, 90, 100, 119.88, 120, 200, 239.76, 240, 300, 480, 960];

export class Clip {
  frame = $state(0);
  frames = $state(0);
  played_fps = $state(30);
  measured = $state(false); // the rate was read from the frames, not taken for granted
  busy = $state(false);
  private wanted: number | null = null;

  constructor(private readonly video: HTMLVideoElement) {}

  /** Once the file's facts are known: how many frames a second it says it has. */
  async open(known: number | null): Promise<void> {
    const found = known ?? (await this.probe());
    this.measured = found !== null;
    this.played_fps = found ?? 30;
    const length = await this.length();
    this.frames = Math.max(1, Math.round(length * this.played_fps));
    await this.to(0);
  }

  use(played_fps: number): void {
    this.frames = Math.max(1, Math.round((this.frames / this.played_fps) * played_fps));
    this.played_fps = played_fps;
    void this.to(Math.min(this.frame, this.frames - 1));
  }

  step(by: number): void {
    void this.to((this.wanted ?? this.frame) + by);
  }

  /** Shows a frame. Asked for faster than the browser can seek, the last one asked for counts. */
  async to(frame: number): Promise<void> {
    this.wanted = Math.max(0, Math.min(this.frames - 1, Math.round(frame)));
    if (this.busy) return;
    this.busy = true;
    while (this.wanted !== null) {
      const now: number = this.wanted;
      await this.seek((now + 0.5) / this.played_fps);
      this.frame = now;
      if (this.wanted === now) this.wanted = null;
    }
    this.busy = false;
  }

  private seek(time: number): Promise<void> {
    const { video } = this;
    const end = Number.isFinite(video.duration) ? video.duration : time;
    return new Promise((done) => {
      const timer = setTimeout(over, SEEK_MS);
      function over(): void {
        clearTimeout(timer);
        video.removeEventListener('seeked', over);
        done();
      }
      video.addEventListener('seeked', over);
      video.currentTime = Math.min(time, end);
    });
  }

  /** Some recordings do not say how long they are until they were looked at to their end. */
  private async length(): Promise<number> {
    if (Number.isFinite(this.video.duration)) return this.video.duration;
    await this.seek(Number.MAX_SAFE_INTEGER);
    return Number.isFinite(this.video.duration) ? this.video.duration : this.video.currentTime;
  }

  private async probe(): Promise<number | null> {
    if (!('requestVideoFrameCallback' in this.video)) return null;
    const quick = await this.distances(1);
    if (quick === null) return null;
    const rough = quick < FAST_FPS ? quick : ((await this.distances(SLOWLY)) ?? quick);
    const near = NAMED.filter((each) => Math.abs(each - rough) / rough < NEAR);
    if (near.length < 2) return near[0] ?? Number(rough.toFixed(3));
    // 29.97 and 30 are told apart late in the clip only: there the right one makes whole numbers of the frames.
    const late = await this.shown(LATE);
    const off = (fps: number): number => late.reduce((sum, time) => sum + Math.abs(time * fps - Math.round(time * fps)), 0);
    return near.reduce((best, each) => (off(each) < off(best) - 1e-6 ? each : best));
  }

  /** At which times the frames lie that are shown at these parts of the clip. */
  private async shown(parts: number[]): Promise<number[]> {
    const { video } = this;
    const length = await this.length();
    const times: number[] = [];
    for (const part of parts) {
      const seen = new Promise<void>((done) => {
        const timer = setTimeout(done, SEEK_MS);
        video.requestVideoFrameCallback((_, facts) => {
          clearTimeout(timer);
          times.push(facts.mediaTime);
          done();
        });
      });
      await this.seek(length * part);
      await seen;
    }
    return times;
  }

  /** Frames a second, by the shortest distance between frames that were shown. */
  private async distances(speed: number): Promise<number | null> {
    const { video } = this;
    const times: number[] = [];
    video.muted = true;
    video.playbackRate = speed;
    video.currentTime = 0;
    const seen = new Promise<void>((done) => {
      const timer = setTimeout(done, PATIENCE_MS);
      const look = (_: number, facts: VideoFrameCallbackMetadata): void => {
        times.push(facts.mediaTime);
        if (times.length > PROBED || video.ended) {
          clearTimeout(timer);
          done();
        } else video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    });
    await video.play().catch(() => undefined);
    await seen;
    video.pause();
    video.playbackRate = 1;
    const apart = times.slice(1).map((time, place) => time - (times[place] ?? 0)).filter((each) => each > 0.0005).sort((one, other) => one - other);
    const short = apart[Math.floor(apart.length / 4)]; // a frame that was not shown makes a distance twice as long
    if (!short) return null;
    const single = apart.filter((each) => each < 1.5 * short);
    return single.length / single.reduce((sum, each) => sum + each, 0);
  }
}
