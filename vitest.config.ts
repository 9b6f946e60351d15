import { defineConfig } from 'vitest/config'
import { CountReporter } from './scripts/count-reporter.ts'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['scripts/prepare-tests.ts'],
    reporters: ['default', new CountReporter()],
    // For the slowest machine: speed is measured in bench/.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Files share a process, and the modules that it has loaded: a fifth less work. What a test sets up, it takes down.
    isolate: false,
    // Much of what they do is waiting for processes of their own.
    maxWorkers: '100%',
    // Workers must resolve `#stage` imports to sources too.
    execArgv: ['--conditions=source'],
  },
})
