/**
 * Whether an address is among the recipients of the settings.
 * @param recipients addresses, and domains as `@example.com`, in any case
 */
export function mayGetMail(address: string, recipients: readonly string[]): boolean {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf('@'));
  return recipients.some((each) => [wanted, domain].includes(each.toLowerCase()));
}
