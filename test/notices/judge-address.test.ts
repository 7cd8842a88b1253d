import { get } from 'node:http';
import { connect } from 'node:net';
import { judgeAddress } from '../../src/notices/judge-address';

describe('an address of a notice', () => {
  it.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700:4700::1111', '64:ff9b::8.8.8.8', '64:ff9b::808:808'])(
    '%s is public',
    (address) => {
      expect(judgeAddress(address)).toBe('public');
    },
  );

  it.each([
    '127.0.0.1',
    '127.255.0.9',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::808:808',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
  ])('%s is private', (address) => {
    expect(judgeAddress(address)).toBe('private');
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '::169.254.169.254',
    '64:ff9b::169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2001:0:a9fe:a9fe::1',
    'fd00:ec2::254',
    'fd00:ec2:0:0:0:0:0:23',
    'fd20:ce::254',
    'fd00:c1::a9fe:a9fe',
    'fd00:42::42',
    '::ffff:0:169.254.169.254',
    '100.100.100.200',
    '::ffff:100.100.100.200',
    '168.63.129.16',
  ])('%s never gets one', (address) => {
    expect(judgeAddress(address)).toBe('never');
  });
});

it.each([
  [
    'net.connect',
    (seen: (error: unknown) => void) => connect({ host: '192.0.2.1', port: 9 }).once('error', seen),
  ],
  ['net.connect by port', (seen: (error: unknown) => void) => connect(9, '192.0.2.1').once('error', seen)],
  ['http.get', (seen: (error: unknown) => void) => get('http://192.0.2.1:8089/').once('error', seen)],
  [
    'fetch',
    (seen: (error: unknown) => void) =>
      fetch('http://192.0.2.1:8089/').catch((error: Error) => seen(error.cause)),
  ],
])('no test connects to another machine by %s', async (_name, attempt) => {
  const refused = await new Promise(attempt);
  expect(String(refused)).toBe('Error: A test must not connect to 192.0.2.1.');
});
