// The least that a server on Node can do: what every other number is compared with.
import { createServer } from "node:http";

const server = createServer((_request, response) => response.end("hello"));
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
