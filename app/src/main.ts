import { mount } from 'svelte';
import './look/tokens.css';
import './look/base.css';
import { registerSW } from 'virtual:pwa-register';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });

// The new version waits until the app is opened again: nothing changes under a session.
registerSW({ immediate: true });
