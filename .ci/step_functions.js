// Judges the template's state machine by asl-validator, and runs its expressions for one day by JSONata's own implementation.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const validate = require("asl-validator");
const jsonata = require("jsonata");

const values = { "AWS::Partition": "aws", AthenaWorkgroup: "primary", BucketName: "bucket", LakeDatabase: "lake" };

/** As CloudFormation evaluates it. */
function evaluated(node) {
  if (Array.isArray(node)) return node.map(evaluated);
  if (node === null || typeof node !== "object") return node;
  if ("Ref" in node) {
    assert.ok(node.Ref in values, `no value for ${node.Ref} in .ci/step_functions.js`);
    return values[node.Ref];
  }
  if ("Fn::Join" in node) return evaluated(node["Fn::Join"][1]).join(node["Fn::Join"][0]);
  // Of a list with one element, which is a text here.
  if ("Fn::Select" in node) return evaluated(node["Fn::Select"][1]);
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, evaluated(value)]));
}

/** As Step Functions evaluates an expression, with the variables that were assigned. */
function run(expression, states, variables) {
  const inside = expression.match(/^{%(.*)%}$/s);
  assert.ok(inside, `${expression} is no expression`);
  return jsonata(inside[1]).evaluate({}, { states, ...variables });
}

async function main() {
  const template = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const machine = evaluated(template.Resources.Daily.Properties.Definition);
  const judged = validate(machine);
  assert.ok(judged.isValid, judged.errorsText());

  const input = { time: "2026-03-01T00:15:00Z" };
  const assigned = machine.States.Day.Assign;
  const variables = {};
  for (const name of ["until", "day"]) variables[name] = await run(assigned[name], { input });
  assert.deepEqual([variables.until, variables.day], ["2026-03-01", "2026-02-28"]);

  const sql = (name) => fs.readFileSync(`config/questions/${name}.sql`, "utf8");
  const { Ask, Keep } = machine.States.Questions.ItemProcessor.States;
  const items = machine.States.Questions.Items;
  assert.equal(items.length, 8);
  for (const item of items) {
    const query = await run(Ask.Arguments.QueryString, { input: item }, variables);
    const from = 'select * from lake.post\nwhere kafka_timestamp < timestamp \'2026-03-01 00:00:00 UTC\'';
    assert.equal(query, `with post as (\n${from}),\nposts as (\n${sql("posts")})\n${sql(item.number)}`);
    const execution = { QueryExecution: { ResultConfiguration: { OutputLocation: "s3://bucket/athena-results/1.csv" } } };
    const asked = { number: item.number, result: await run(Ask.Output.result, { input: item, result: execution }) };
    assert.equal(await run(Keep.Arguments.CopySource, { input: asked }), "bucket/athena-results/1.csv");
    assert.equal(await run(Keep.Arguments.Key, { input: asked }, variables), `answers/${item.number}/date=2026-02-28/answer.csv`);
  }
  const { Optimize, Vacuum } = machine.States.Maintenance.ItemProcessor.States;
  for (const input of machine.States.Maintenance.Items) {
    assert.equal(await run(Optimize.Arguments.QueryString, { input }), `OPTIMIZE lake.\`${input}\` REWRITE DATA USING BIN_PACK`);
    assert.equal(await run(Vacuum.Arguments.QueryString, { input }), `VACUUM lake.\`${input}\``);
  }
  // A failure of one is that of the run, but not before all the others have been tried.
  const lost = ["s3://bucket/answers/1", { failed: "2" }];
  const { failed } = machine.States.Questions.Assign;
  variables.failed = await run(failed, { result: lost });
  const after = (result) => run(machine.States.Maintenance.Output, { result }, variables);
  assert.deepEqual([variables.failed, await after(["pin", "geo"]), await after(["pin", { failed: "geo" }])], [1, 1, 2]);
  assert.equal(await run(failed, { result: ["s3://bucket/answers/1"] }), 0);
  const fails = (count) => run(machine.States.Judgement.Choices[0].Condition, { input: count });
  assert.deepEqual([await fails(0), await fails(1)], [false, true]);
  console.log(`step-functions: valid; ${items.length} questions and ${machine.States.Maintenance.Items.length} tables, as the DAG asks them`);
}

main().catch((error) => {
  console.error(`step-functions: ${error.message}`);
  process.exit(1);
});
