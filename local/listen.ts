import type { Server } from "node:http";

/** Listens on loopback, and answers on which port: 0 takes a free one. */
export async function listen(server: Server, port = 0): Promise<number> {
  // Workers keep their connections; the default of 5 s would cut one in the moment that it is used again.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP port.");
  return address.port;
}

/** Ends running requests and frees the port. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
