// When what waits on this phone is sent, and what a killed page could not hand in goes with it.

import { whole } from '../player/recorded';
import { tidyRuns } from '../player/runs';
import { outbox } from './outbox';

let started = false;

/** From now on what waits is sent: at once, when the signal is back, when the app is looked at again. */
export async function startSending(): Promise<void> {
  if (started) return;
  started = true;
  addEventListener('online', () => void outbox.send('waiting'));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void outbox.send('waiting');
  });
  navigator.serviceWorker?.addEventListener('message', (event) => {
    if (event.data === 'outbox') void outbox.send();
  });
  await tidyRuns(outbox, whole).catch(() => undefined);
  await outbox.send('all').catch(() => undefined);
}
