import type { UserIdentity } from './identities.ts'
import { awsService } from './identities.ts'

/** Who calls, from where, with what. */
export interface Caller {
  readonly identity: UserIdentity
  /** An address, or the DNS name of an AWS service. */
  readonly address: string
  readonly userAgent: string
  readonly vpcEndpoint?: string
  /** The credentials are those of a console session. */
  readonly fromConsole?: boolean
}

/** AWS itself: its name stands where address and user agent would. */
export const serviceCaller = (service: string, identity = awsService(service)): Caller => ({
  identity,
  address: service,
  userAgent: service,
})

export const isService = (caller: Caller): boolean => caller.address === caller.userAgent

/** As `aws` version 2 names itself. */
export const awsCli = (command: string, system: 'linux' | 'macos' | 'kali' = 'linux'): string => {
  const systems = {
    linux: 'os/linux#6.1.158-180.294.amzn2023.x86_64 md/arch#x86_64',
    macos: 'os/macos#26.1.0 md/arch#arm64',
    kali: 'os/linux#6.16.8+kali-amd64 md/arch#x86_64',
  }
  const distributions = { linux: 'md/distrib#amzn.2023 ', macos: '', kali: 'md/distrib#kali.2026 ' }
  return (
    `aws-cli/2.31.18 md/awscrt#0.28.2 ua/2.1 ${systems[system]} lang/python#3.13.9 md/pyimpl#CPython m/E,b,C,Z ` +
    `cfg/retry-mode#standard md/installer#exe ${distributions[system]}md/prompt#off md/command#${command}`
  )
}

export const boto3 =
  'Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.1.158-180.294.amzn2023.x86_64 md/arch#x86_64 ' +
  'lang/python#3.13.9 md/pyimpl#CPython m/b,Z,D cfg/retry-mode#legacy Botocore/1.40.61'

export const javaSdk =
  'aws-sdk-java/2.34.9 md/io#async md/http#NettyNio ua/2.1 api/S3#2.34.x os/Linux#6.1.158-180.294.amzn2023.x86_64 ' +
  'lang/java#21.0.9 md/OpenJDK_64-Bit_Server_VM#21.0.9+10-LTS md/vendor#Amazon.com_Inc. md/en_US m/D,N'

export const browser =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
