/** Opens a database of this browser; `keys`: the path of the key of each of its stores. */
export function openDatabase(name: string, keys: Record<string, string | string[]>): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(keys)) request.result.createObjectStore(store, { keyPath });
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs one transaction on two stores and answers when what it wrote is kept: on the disk (`strict`), or handed to the
 * system, which survives the end of the browser (`relaxed`).
 */
export function write(
  database: IDBDatabase,
  [first, second]: [string, string],
  durability: "strict" | "relaxed",
  act: (first: IDBObjectStore, second: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([first, second], "readwrite", { durability });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    act(transaction.objectStore(first), transaction.objectStore(second));
  });
}

/** All records of a store in a stretch of its keys, in their order. */
export function list<T>(
  database: IDBDatabase,
  store: string,
  range?: IDBKeyRange,
  limit?: number,
): Promise<T[]> {
  return answer<T[]>(database.transaction(store).objectStore(store).getAll(range, limit));
}
