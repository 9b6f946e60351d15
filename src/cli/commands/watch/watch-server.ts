import { createServer, type Server, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Registry } from 'prom-client'
import { CommandError } from '../../exit-codes.ts'
import type { WatchCounts } from './watch-counts.ts'

/** Where to listen: `127.0.0.1:9464`, `[::1]:9464`, `:9464` for the loopback address. */
export interface Listen {
  readonly host: string
  readonly port: number
}

export function parseListen(text: string): Listen {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]*)):(?<port>\d{1,5})$/.exec(text)
  const { six, four = '' } = match?.groups ?? {}
  const host = six ?? (four === '' ? '127.0.0.1' : four)
  const port = Number(match?.groups?.['port'])
  if (match === null || port > 65_535 || !(isIP(host) || host === 'localhost'))
    throw new CommandError(`--listen: expected an address and a port such as 127.0.0.1:9464, got ${text}`)
  return { host, port }
}

/** A source whose last commit is older than this, with something waiting, is stuck. */
const stuckAfter = 300_000

/** Serves `/metrics` for Prometheus and `/healthz` for whoever restarts what is stuck. */
export async function startWatchServer(listen: Listen, counts: WatchCounts, metrics: Registry): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (request.method !== 'GET') response.writeHead(405).end()
    else if (path === '/healthz') {
      const health = healthOf(counts, Date.now())
      response.writeHead(health.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' })
      response.end(`${JSON.stringify(health)}\n`)
    } else if (path === '/metrics') {
      void sendMetrics(metrics, response)
    } else response.writeHead(404, { 'content-type': 'text/plain' }).end('/metrics or /healthz\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new CommandError(`--listen: ${error.message}`)))
    server.listen(listen.port, listen.host, resolve)
  })
  return server
}

async function sendMetrics(metrics: Registry, response: ServerResponse): Promise<void> {
  const text = await metrics.metrics()
  response.writeHead(200, { 'content-type': metrics.contentType }).end(text)
}

function healthOf(counts: WatchCounts, now: number) {
  const isStuck = counts.inIntake > 0 && counts.lastCommit !== undefined && now - counts.lastCommit > stuckAfter
  return {
    status: isStuck ? 'stuck' : 'ok',
    waiting: counts.waiting,
    lastCommit: counts.lastCommit === undefined ? null : new Date(counts.lastCommit).toISOString(),
    sources: Object.fromEntries(
      [...counts.sources].map(([name, { files, lastKept, lag }]) => [
        name,
        { files, lastKept: new Date(lastKept).toISOString(), lagSeconds: lag === undefined ? null : lag / 1_000 },
      ]),
    ),
  }
}
