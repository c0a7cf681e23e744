// the classic script and the entries, as the build makes them
import { rollup } from 'rollup';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
process.chdir('/work/wt/bytes');
const configs = (await import('/work/wt/bytes/rollup.config.mjs')).default;
const { terserOptions } = await import('/work/wt/bytes/build/terser-options.mjs');
const gz=(c)=>gzipSync(c,{level:9}).length;
const list = [configs[0], configs.find(c=>c.input.index)];
const out={};
for (const c of list) { c.plugins=c.plugins.flat().filter(p=>p.name!=='clean');
 const b=await rollup({...c,onwarn(){}}); const {output}=await b.write(c.output); if(c.output.file) out.all=gz(output[0].code); }
const want=(process.argv[2]??'play-count,engagement-graph,trend,recommendations,heatmap').split(',');
for (const name of want) {
 const b = await rollup({input:`dist/${name}.js`,preserveEntrySignatures:'allow-extension',onwarn(){},plugins:[nodeResolve({browser:true,exportConditions:['production']}),terser(terserOptions)]});
 const {output}=await b.generate({format:'es',sourcemap:true});
 out[name]=gz(output[0].code);
 writeFileSync(`/tmp/bytes/${name}.js`,output[0].code);writeFileSync(`/tmp/bytes/${name}.js.map`,output[0].map.toString());
}
console.log(JSON.stringify(out));
