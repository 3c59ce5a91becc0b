"""Judges the rendered template by cfn-lint (cfn-lint.readthedocs.io), which knows AWS's own schemas.

cfn-lint follows every combination of a template's conditions, and each value that a parameter allows, by itself. What it
does not do is to look such a value up in a mapping. So it judges the template as it is, and then once for each value of
the parameters that are looked up, with the literal in the place of the parameter.
"""

import copy
import json
import sys

from cfnlint import api, config

TEMPLATE = sys.argv[1]

# What the parameters without a list of values look like.
EXAMPLES = {
    "BootstrapServers": "b-1.posts.kafka.eu-west-1.amazonaws.com:9098,b-2.posts.kafka.eu-west-1.amazonaws.com:9098",
    "BucketKey": "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "BucketName": "my-lake",
    "ClusterArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/posts/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-3",
    "DatabaseSecret": "pinstream/database",
    "DatabaseUrl": "jdbc:mysql://posts.eu-west-1.rds.amazonaws.com:3306/pinterest",
    "PluginBucket": "my-zips",
    "PluginHash": "0123456789ab",
    "PluginKey": "pinstream/pinstream/0123456789ab.zip",
    "RestAudience": "pinstream",
    "RestIssuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
    "RestRepository": "pinstream-rest-proxy",
    "SecretKey": "arn:aws:kms:eu-west-1:123456789012:key/1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "SecurityGroups": "sg-0123456789abcdef0,sg-0123456789abcdef1",
    "SinkPluginHash": "123456789abc",
    "SinkPluginKey": "pinstream/pinstream/123456789abc.zip",
    "StreamsRepository": "pinstream-streams-app",
    "Subnets": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
    "VpcId": "vpc-0123456789abcdef0",
    "WebFrom": "10.0.0.0/8",
}


def with_examples(template):
    for name, parameter in template["Parameters"].items():
        if "AllowedValues" not in parameter and not parameter.get("Default"):
            if name not in EXAMPLES:
                sys.exit(f"{name} has neither a default nor a list of values: give an example of it in {__file__}")
            parameter["Default"] = EXAMPLES[name]
    return template


def looked_up(node):
    """The parameters that stand in an Fn::FindInMap."""
    if isinstance(node, list):
        return {name for element in node for name in looked_up(element)}
    if isinstance(node, dict):
        own = {part["Ref"] for part in node.get("Fn::FindInMap", []) if isinstance(part, dict) and "Ref" in part}
        return own | {name for value in node.values() for name in looked_up(value)}
    return set()


def with_values(node, values):
    """The template with a literal in the place of each Ref to a parameter."""
    if isinstance(node, list):
        return [with_values(element, values) for element in node]
    if isinstance(node, dict):
        if set(node) == {"Ref"} and node["Ref"] in values:
            return values[node["Ref"]]
        return {name: with_values(value, values) for name, value in node.items()}
    return node


def found(template, regions):
    settings = config.ManualArgs(regions=regions)
    text = json.dumps(template, indent=1)
    return {
        f"{match.rule.id} {match.message} ({'/'.join(str(part) for part in match.path or [])})"
        for match in api.lint(text, config=settings)
    }


def main():
    with open(TEMPLATE, encoding="utf-8") as file:
        template = with_examples(json.load(file))
    parameters = template["Parameters"]
    lists = {name: parameters[name]["AllowedValues"] for name in looked_up(template["Resources"])}
    findings = found(template, ["us-east-1", "us-west-1", "eu-west-1"])
    rounds = max((len(values) for values in lists.values()), default=0)
    for turn in range(rounds):
        literal = copy.deepcopy(template)
        values = {name: str(allowed[turn % len(allowed)]) for name, allowed in lists.items()}
        literal["Resources"] = with_values(literal["Resources"], values)
        findings |= found(literal, ["us-east-1"])
    for line in sorted(findings):
        print(line)
    print(f"cfn-lint: {len(template['Resources'])} resources, {rounds} values looked up, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
