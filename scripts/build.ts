import { buildProgram } from './build-program.ts'

buildProgram()
