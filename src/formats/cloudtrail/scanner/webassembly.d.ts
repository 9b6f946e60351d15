/** The part of the WebAssembly interface that loading the scanner needs; neither lib.es nor @types/node declares it. */
declare namespace WebAssembly {
  type Module = object
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>
  }
  interface Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  interface Global {
    readonly value: unknown
  }
  const Module: new (bytes: Uint8Array) => Module
  const Instance: new (module: Module) => Instance
}
