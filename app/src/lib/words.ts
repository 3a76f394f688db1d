// Every string of the client that is not the server's, in one place.

export const words = {
  app: 'Fullstride',
  nav: { today: 'Today', calendar: 'Calendar', measure: 'Measure', progress: 'Progress', more: 'More', squad: 'Squad', settings: 'Settings' },
  skip: 'To the content',
  offline: {
    nothingKept: 'The server can’t be reached, and this page was not kept on this phone yet.',
    notSent: 'The server can’t be reached; this is kept here and sent when it can.',
    banner: 'No signal. What is here was last read',
    ago: (text: string): string => `${text} ago`,
    asOf: (day: string): string => `As of ${day}, without signal.`
  },
  error: { unknown: 'The server could not say what went wrong.', title: 'This did not work', again: 'Try again', signIn: 'Sign in' },
  signedOut: 'You are not signed in here any more. What you wrote is still here: sign in, then come back to this page.',
  loading: 'Reading',
  lost: { title: 'No signal', say: 'This part of the app is not on this phone yet, or not whole. What you did here is kept.' },
  notFound: { title: 'There is no such page', back: 'To today' },
  today: {
    noPlan: 'No plan yet',
    noPlanSay: 'Add the calendar you train by, and say who runs. The work is placed into it.',
    noPlanDo: 'Add a calendar'
  }
} as const;
