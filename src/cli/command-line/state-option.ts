import { Option } from 'commander'

/** For each command that reads or writes the state file. */
export const stateOption = (): Option =>
  new Option('--state <file>', 'the state file (default: that of the configuration, else under $XDG_STATE_HOME)')
