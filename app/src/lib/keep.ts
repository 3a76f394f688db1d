// What stays on this phone: one IndexedDB database, a store for each kind of thing.
// Nothing here leaves the phone by itself; what waits to be sent is sent by outbox.ts.

const NAME = 'fullstride';
const VERSION = 1;

// answers: last answer of each address · guided: sessions being done · outbox: what the server has not got
// yet · captures: motion recordings · settings: how this phone is used
export const STORES = ['answers', 'guided', 'outbox', 'captures', 'settings'] as const;
export type StoreName = (typeof STORES)[number];

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of STORES) {
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run<T>(store: StoreName, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(store));
    // A write counts once the transaction is on the disk, not when it was asked for.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = {
  get: <T>(store: StoreName, key: string): Promise<T | undefined> =>
    run(store, 'readonly', (kept) => kept.get(key) as IDBRequest<T | undefined>),
  put: (store: StoreName, key: string, value: unknown): Promise<IDBValidKey> =>
    run(store, 'readwrite', (kept) => kept.put(value, key)),
  drop: (store: StoreName, key: string): Promise<undefined> => run(store, 'readwrite', (kept) => kept.delete(key)),
  keys: async (store: StoreName): Promise<string[]> =>
    ((await run(store, 'readonly', (kept) => kept.getAllKeys())) as string[]),
  clear: (store: StoreName): Promise<undefined> => run(store, 'readwrite', (kept) => kept.clear())
};
