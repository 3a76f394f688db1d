// What the page says that records a set with the phone's sensors.

const THIN = '\u202f';

export const capture = {
  title: 'Record a set',
  lead: 'Wear the phone snug, stand still for two seconds, do the set, stand still again.',
  back: 'Back',
  toSession: 'On with the session',
  exercise: 'What',
  exercises: { squat_jumps: 'Squat jumps', hops: 'Hops', bounding: 'Bounding', hill_bounding: 'Hill bounding' } as Record<string, string>,
  position: 'Where you wear the phone',
  positions: { belt: 'Belt', front_pocket: 'Front pocket', back_pocket: 'Back pocket', hand: 'Hand', ankle: 'Ankle' },
  positionFirst: 'Say where you wear the phone, then it can start.',
  when: (day: string, time: string): string => `${day}, ${time}`,
  positionSay: {
    belt: 'A snug belt at the lower back gives heights.',
    front_pocket: 'A tight front pocket may do: a height with a wide error, or none.',
    back_pocket: 'Counts and rhythm; a height seldom.',
    hand: 'The arms swing it: it can be counted, not measured.',
    ankle: 'Counts and rhythm; a height seldom.'
  },
  set: 'Set',
  distance: 'Taped distance in metres',
  metres: (value: number): string => `${value}${THIN}m`,
  of: (name: string, dose: string): string => `${name}, ${dose}`,
  allow: 'Allow the sensors',
  allowSay: 'Your browser asks once whether this page may read the motion sensors.',
  insecure: {
    title: 'No sensors over a plain connection',
    say: 'Browsers give motion sensors to pages over https alone, and to this machine’s own. Put the server behind TLS, then open it here again.'
  },
  missing: {
    title: 'No motion sensor answers here',
    say: 'A laptop has none. What can be done instead:',
    phone: (address: string): string => `Open ${address} on your phone, and record there.`,
    tls: 'Open the app on your phone. It needs an https address for that; how to give it one is in the guide “Put it behind TLS”.',
    log: 'Record with an app for sensors, like phyphox or Sensor Logger, and hand its log in.',
    measure: 'Measure',
    film: 'Film the set in slow motion, and mark its frames.',
    video: 'Mark a video'
  },
  refused: {
    title: 'The sensors are not allowed',
    say: 'The browser said no for this page. Allow motion in its settings for this page, or close the tab and open it anew, then come back.'
  },
  waiting: 'Waiting for the sensor',
  live: (rate: string, felt: string): string => `${rate}${THIN}Hz measured, ${felt}${THIN}m/s² felt`,
  atRest: 'at rest, so that is gravity',
  noGravity: 'This browser takes gravity out. Falling can’t be seen in that, so heights and counts will be refused.',
  start: 'Start now',
  handsFree: 'Start hands-free',
  handsFreeSay: (count: number, end: number): string =>
    `${count} seconds to put the phone away, then a voice leads. It ends by itself when you stand still for ${end} seconds.`,
  stop: 'Stop',
  stopSure: 'Stop here?',
  goOn: 'Go on',
  countIn: (left: number): string => `Put the phone away: ${left}`,
  moments: {
    before: 'Stand still',
    go: 'Enough. Go when you like',
    moving: 'Recording',
    after: 'Stand still',
    enough: 'Enough. You may stop',
    over: 'Done'
  },
  say: { before: 'Stand still.', go: 'Go when you like.', enough: 'Good.', over: 'Done. It is kept.' } as Record<string, string>,
  kept: (seconds: string): string => `${seconds} on this phone`,
  unkept: 'This phone has no room left for samples, or keeps nothing for this page. What is recorded now would be lost with the tab.',
  noWake: 'This browser can’t keep the screen on. Set your phone so that it stays lit: with a dark screen most phones send no samples.',
  hidden: (seconds: string): string => `The page was out of sight, and no samples came for ${seconds}.`,
  empty: 'Nothing was recorded: the sensor gave no samples.',
  measuring: 'Measuring',
  waits: 'Kept here. It is measured when the server answers.',
  refusedBy: (why: string): string => `Kept here. The server did not take it: ${why}`,
  next: (set: number): string => `Record set ${set}`,
  another: 'Record another',
  list: 'On this phone',
  row: (name: string, set: number): string => `${name}, set ${set}`,
  state: { waits: 'waits to be sent', sent: 'measured', refused: 'not taken', broken: 'broke off' },
  broken: 'The page was closed under it. What came until then is whole.',
  measure: 'Measure it',
  show: 'Show',
  download: 'Download',
  remove: 'Delete',
  removeAsk: 'Delete the raw log from this phone?',
  removeSay: { sent: 'What was measured from it stays with the server.', unsent: 'The server has not got it. It would be gone.' },
  keepIt: 'Keep it',
  file: (date: string, exercise: string, set: number): string => `capture-${date}-${exercise}-set-${set}.json`
} as const;
