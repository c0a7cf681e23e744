/** The sentences that the source can say, read from it: `…` stands where something is filled in. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Message {
  text: string;
  file: string;
}

/** Whose arguments are sentences for people. */
const SPEAKERS =
  /^(?:sayOnce|(?:Stats|Range|Type|Operator|EventStore|Upstream)?Error|Problem|badRequest|forbidden|fail|(?:problems|warnings|found)\.(?:push|add)|this\.#(?:fault|say)|console\.(?:error|warn))$/;

const nameOf = (node: ts.Expression): string => {
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (ts.isPropertyAccessExpression(node)) return `${nameOf(node.expression)}.${node.name.text}`;
  return '';
};

/** All texts that an expression may have: both sides of a condition. */
const textsOf = (node: ts.Node): string[] => {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
  }
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textsOf);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const rights = textsOf(node.right);
    return (textsOf(node.left).length ? textsOf(node.left) : ['…']).flatMap((left) =>
      (rights.length ? rights : ['…']).map((right) => left + right),
    );
  }
  return [];
};

const returnedIn = (node: ts.Node, tell: (text: string) => void): void => {
  if (ts.isReturnStatement(node) && node.expression) textsOf(node.expression).forEach(tell);
  ts.forEachChild(node, (child) => returnedIn(child, tell));
};

const messagesOf = (path: string): Message[] => {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const file = relative(root, path);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = nameOf(node.expression);
      if (SPEAKERS.test(name)) {
        for (const text of (node.arguments ?? []).flatMap(textsOf)) found.push({ text, file });
      }
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'message') {
      for (const text of textsOf(node.initializer)) found.push({ text, file });
    }
    // What `sentence` gives is one.
    const isSentence = ts.isVariableDeclaration(node) && node.name.getText() === 'sentence';
    if (isSentence) returnedIn(node, (text) => found.push({ text, file }));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter(({ text }) => /\s/.test(text.replaceAll('…', '').trim()));
};

const sourcesIn = (path: string): string[] => {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => sourcesIn(join(path, name)));
  return path.endsWith('.ts') ? [path] : [];
};

/** The sentences of a file or of all files in a folder. */
export const messagesIn = (path: string): Message[] => sourcesIn(join(root, path)).flatMap(messagesOf);
