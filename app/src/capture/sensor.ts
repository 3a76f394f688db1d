// The phone's motion sensors, as the browser gives them: nothing is filtered, turned round or filled in.

export type Axes = [number | null, number | null, number | null];

/** `t` in ms of the event's own clock; m/s² and degrees a second about x, y and z. `gravity`: it is in the
 * acceleration. */
export interface Sample {
  t: number;
  acceleration: Axes;
  rotation: Axes | null;
  gravity: boolean;
}

/** `insecure`: browsers give motion to pages over https alone, and to this machine's own. `ask`: they want a
 * tap first. */
export type Access = 'insecure' | 'missing' | 'ask' | 'refused' | 'open';

interface Asking {
  requestPermission?: () => Promise<'granted' | 'denied' | 'default'>;
}

const asking = (): Asking['requestPermission'] => (DeviceMotionEvent as unknown as Asking).requestPermission?.bind(DeviceMotionEvent);

export function access(): Access {
  if (!isSecureContext) return 'insecure';
  if (!('DeviceMotionEvent' in globalThis)) return 'missing';
  return asking() ? 'ask' : 'open';
}

/** Asks where the browser wants to be asked; to be called in a tap. */
export async function ask(): Promise<Access> {
  const now = access();
  if (now !== 'ask') return now;
  try {
    return (await asking()?.()) === 'granted' ? 'open' : 'refused';
  } catch {
    return 'ask'; // not in a tap
  }
}

/** From now on each sample; gives back how to stop. Events of a machine without sensors hold nothing. */
export function listen(each: (sample: Sample) => void): () => void {
  const heard = (event: DeviceMotionEvent): void => {
    const sample = sampleOf(event);
    if (sample) each(sample);
  };
  addEventListener('devicemotion', heard);
  return () => removeEventListener('devicemotion', heard);
}

export function sampleOf(event: DeviceMotionEvent): Sample | null {
  const whole = axes(event.accelerationIncludingGravity);
  const acceleration = whole ?? axes(event.acceleration);
  if (!acceleration) return null;
  const turned = event.rotationRate;
  // alpha is about z, beta about x, gamma about y
  const rotation: Axes | null = turned && turned.alpha !== null ? [turned.beta, turned.gamma, turned.alpha] : null;
  return { t: event.timeStamp, acceleration, rotation, gravity: whole !== null };
}

function axes(given: DeviceMotionEventAcceleration | null): Axes | null {
  if (!given || (given.x === null && given.y === null && given.z === null)) return null;
  return [given.x, given.y, given.z];
}
