import { mount } from 'svelte';
import './look/tokens.css';
import './look/base.css';
import { registerSW } from 'virtual:pwa-register';
import App from './App.svelte';
import { localDate } from './lib/day';
import { keepWhole } from './lib/whole';

const target = document.getElementById('app');
if (target) {
  keepWhole(target);
  mount(App, { target });
}

// An app that was left open overnight shows another day's work.
const opened = localDate(Date.now());
document.addEventListener('visibilitychange', () => {
  const shows = location.pathname === '/' || location.pathname === '/calendar';
  if (document.visibilityState === 'visible' && shows && localDate(Date.now()) !== opened) location.reload();
});

// The new version waits until the app is opened again: nothing changes under a session.
registerSW({ immediate: true });
