import { createServer, request } from 'node:http';

createServer((incoming, answer) => {
  if (incoming.url !== '/apis/nodes') return answer.end('<title>Visualizer (stand-in)</title>');
  request({ socketPath: '/var/run/docker.sock', path: '/nodes' }, reply => reply.pipe(answer))
    .on('error', () => answer.writeHead(502).end())
    .end();
}).listen(8080);
process.once('SIGTERM', () => process.exit(0));
