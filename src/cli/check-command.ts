/** `wistia-widgets check`: what a configuration publishes, in words. */
import { accountData } from '../gateway/account-data.js';
import { parseConfig } from '../gateway/index.js';
import { explainAccount, lookFailed } from './check-account.js';
import { explain } from './check-words.js';
import { readConfig } from './config-file.js';

/** Prints what the public will be able to read, and what looks unintended. */
export const check = async ({ config: file }: { config: string }): Promise<void> => {
  const config = await readConfig(file, process.env, { token: true, secrets: true });
  const settings = parseConfig(config);
  const hasToken = Boolean(process.env.WISTIA_API_TOKEN?.trim());
  const data = accountData(settings);
  const { parts, warnings } = explain(settings, data.today());
  if (hasToken) {
    try {
      const account = await explainAccount(settings, data);
      parts.push(...account.parts);
      warnings.push(...account.warnings);
    } catch (error) {
      warnings.push(lookFailed(error));
    }
  }
  console.log('The public will be able to read:');
  for (const [heading, lines] of parts) {
    console.log(`\n${heading}`);
    for (const line of lines) console.log(`  ${line}`);
  }
  console.log('\nNobody without a token can read anything about a person.');
  if (!hasToken) {
    console.log('WISTIA_API_TOKEN is not set, so the account itself was not looked at.');
  }
  if (warnings.length) {
    console.log('\nLook at this again:');
    for (const warning of warnings) console.log(`  ! ${warning}`);
  }
};
