// Part of the service worker: sends what waits when the browser finds signal again, also with the app closed.
// Rows and rules are those of src/lib/outbox.ts; what the server refuses is left for the app to show.
(() => {
  const API = '/api/v1';

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  function database() {
    const request = indexedDB.open('fullstride');
    request.onupgradeneeded = () => request.transaction.abort(); // it is the app that makes it
    return asked(request);
  }

  async function send() {
    const db = await database().catch(() => undefined);
    if (!db) return;
    try {
      const rows = await asked(db.transaction('outbox').objectStore('outbox').getAll());
      const open = rows.filter((row) => !row.refused).sort((one, other) => one.since - other.since);
      if (!open.length) return;
      const me = await (await fetch(`${API}/me`, { cache: 'no-store' })).json();
      for (const row of open) {
        const response = await fetch(API + row.path, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf ?? '' },
          body: JSON.stringify(row.body)
        });
        if (response.ok) await asked(db.transaction('outbox', 'readwrite', { durability: 'strict' }).objectStore('outbox').delete(row.id));
      }
    } finally {
      db.close();
    }
    for (const page of await self.clients.matchAll()) page.postMessage('outbox');
  }

  self.addEventListener('sync', (event) => {
    if (event.tag === 'outbox') event.waitUntil(navigator.locks.request('outbox', send));
  });
})();
