"""Holds the Terraform modules against the rendered CloudFormation template: parameters, settings, rights and the trial.

Both are asked for the same few deployments. Of the module Terraform makes a plan, with a provider that asks AWS nothing;
of the template this evaluates the functions that it uses. Then the variables and their defaults, and of what either makes
the settings of the connectors and of the app, the worker configurations, every right and every property of the trial's
resources, have to be the same.
"""

import json
import re
import subprocess
import sys

TEMPLATE, MODULE, WITH_TRIAL = sys.argv[1:]

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::StackName": "pinstream",
    "AWS::URLSuffix": "amazonaws.com",
}
# What only AWS knows, as it documents it. Any other identifier is the resource's name in the template.
MADE = {
    "Brokers.BootstrapServers": "b-1.trial.kafka.eu-west-1.amazonaws.com:9098",
    "Cluster": "arn:aws:kafka:eu-west-1:123456789012:cluster/trial/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-3",
    "Daily": "arn:aws:states:eu-west-1:123456789012:stateMachine:pinstream-daily",
    "Database.Endpoint.Address": "trial.eu-west-1.rds.amazonaws.com",
    "Logs.Arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/pinstream/pinstream:*",
    "NatAddress.AllocationId": "<NatAddress>",
    "Network": "vpc-0123456789abcdef0",
}
PASSWORD = "{{resolve:secretsmanager:<Secret>:SecretString:password}}"
# What the modules leave to the template: topics. The trial is a module of its own.
LEFT_OUT = re.compile("Trial|CreateTopics|TopicReplication")
OF_TRIAL = ("BrokerType", "DatabaseClass")
LISTS = ("Subnets", "SecurityGroups")
BASE = {
    "BootstrapServers": "b-1.posts.kafka.eu-west-1.amazonaws.com:9098",
    "BucketName": "my-lake",
    "ClusterArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/posts/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-3",
    "DatabaseSecret": "pinstream/database",
    "DatabaseUrl": "jdbc:mysql://posts.eu-west-1.rds.amazonaws.com:3306/pinterest",
    "PluginBucket": "my-zips",
    "PluginHash": "0123456789ab",
    "PluginKey": "pinstream-msk-plugin-0.1.0.zip",
    "SecurityGroups": "sg-0123456789abcdef0,sg-0123456789abcdef1",
    "Subnets": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
}
DEPLOYMENTS = {
    "json": {},
    "parquet_not_running": {"Sink": "parquet", "Connectors": "no", "UserId": "someone"},
    "no_sink": {"Sink": "none", "Capacity": 2, "RestRepository": "pinstream-rest-proxy", "VpcId": "vpc-0123456789abcdef0"},
    "lakehouse": {
        "Sink": "lakehouse", "SinkPluginKey": "pinstream/123456789abc.zip", "SinkPluginHash": "123456789abc",
        "ExactlyOnce": "yes", "LakeDatabase": "lake2", "ControlTopic": "control", "OffsetsTopic": "offsets-2",
        "OffsetsPartitions": 5, "LogDays": 30, "CreateBucket": "yes",
        "OptimizeTables": "yes", "DailyQuestions": "yes", "AthenaWorkgroup": "engine-3",
        "BucketKey": "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c", "SecretKey": "arn:aws:kms:eu-west-1:123456789012:key/1f1e2d3c",
        "StreamsRepository": "pinstream-streams-app", "StreamsTag": "0.1.0", "StreamsCount": 2, "StreamsMemory": "4096",
        "StreamsStorage": 30, "VpcId": "vpc-0123456789abcdef0", "WebFrom": "10.0.0.0/8",
        "RestRepository": "rest", "RestTag": "0.2.0", "RestCount": 3, "RestStage": "prod", "RestIssuer": "https://issuer", "RestAudience": "us",
        "RestRate": 100,
    },
}  # fmt: skip

# With the trial, whose outputs the connectors' module takes.
TRIAL = dict.fromkeys(("BootstrapServers", "ClusterArn", "DatabaseSecret", "DatabaseUrl", "SecurityGroups", "Subnets"), "") | {"Trial": "yes"}
TRIALS = {"trial": TRIAL, "trial_in_two_zones": TRIAL | {"AWS::Region": "us-west-1"}}
# Where Terraform has the template's resources.
PLACES = {
    "Network": "aws_vpc.network",
    "GatewayAttachment": "aws_internet_gateway.gateway",
    "Gateway": "aws_internet_gateway.gateway",
    "PublicSubnet": "aws_subnet.public",
    "FirstSubnet": 'aws_subnet.private["a"]',
    "SecondSubnet": 'aws_subnet.private["b"]',
    "ThirdSubnet": 'aws_subnet.private["c"]',
    "NatAddress": "aws_eip.nat",
    "Nat": "aws_nat_gateway.nat",
    "PublicRoutes": "aws_route_table.public",
    "PublicRoute": "aws_route.public",
    "PublicSubnetRoutes": "aws_route_table_association.public",
    "PrivateRoutes": "aws_route_table.private",
    "PrivateRoute": "aws_route.private",
    "FirstSubnetRoutes": 'aws_route_table_association.private["a"]',
    "SecondSubnetRoutes": 'aws_route_table_association.private["b"]',
    "ThirdSubnetRoutes": 'aws_route_table_association.private["c"]',
    "ObjectsEndpoint": "aws_vpc_endpoint.objects",
    "Members": "aws_security_group.members",
    "MembersAmongThemselves": "aws_vpc_security_group_ingress_rule.members",
    "Cluster": "aws_msk_cluster.cluster",
    "Secret": "aws_secretsmanager_secret.database",
    "DatabaseSubnets": "aws_db_subnet_group.database",
    "Database": "aws_db_instance.database",
}
# What CloudFormation does unasked, or for a property of another resource.
UNASKED = {
    "aws_vpc_security_group_egress_rule.members": {"security_group_id": "<Members>", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"},
    "aws_secretsmanager_secret_version.database": {"secret_id": "<Secret>"},
}
# Properties that Terraform names in its own way.
RENAMED = {
    "DBInstanceClass": "instance_class",
    "DBName": "db_name",
    "DBSubnetGroupDescription": "description",
    "DBSubnetGroupName": "db_subnet_group_name",
    "EBSStorageInfo": "ebs_storage_info",
    "GroupDescription": "description",
    "GroupId": "security_group_id",
    "InternetGatewayId": "id",
    "MasterUserPassword": "password",
    "MasterUsername": "username",
    "SourceSecurityGroupId": "referenced_security_group_id",
    "VPCSecurityGroups": "vpc_security_group_ids",
}


def snake(name):
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


class Evaluated:
    """The template with the parameters of one deployment."""

    def __init__(self, template, parameters):
        self.conditions = template["Conditions"]
        self.mappings = template["Mappings"]
        self.values = {name: p.get("Default", "") for name, p in template["Parameters"].items()} | PSEUDO | MADE | parameters
        self.resources = dict(self.made_of(template["Resources"]))

    def made_of(self, resources):
        for name, resource in resources.items():
            if name.startswith("Fn::ForEach::"):
                variable, values, body = resource
                for each in values:
                    self.values[variable] = each
                    yield from self.made_of({key.replace("${" + variable + "}", each): inner for key, inner in body.items()})
            elif self.holds(resource.get("Condition")) and "Properties" in resource:
                yield name, self.of(resource["Properties"])

    def holds(self, condition):
        return condition is None or self.of(self.conditions[condition])

    def of(self, node):
        if isinstance(node, list):
            return [value for value in map(self.of, node) if value is not None]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            if function == "Ref":
                # Of a resource: its name, which is another one in Terraform anyway.
                return None if argument == "AWS::NoValue" else str(self.values.get(argument, f"<{argument}>"))
            if function == "Condition" and isinstance(argument, str):
                return self.holds(argument)
            if function.startswith("Fn::") and not function.startswith("Fn::ForEach"):
                return getattr(self, function[4:].lower() + "_")(argument)
        copy = {}
        for name, value in node.items():
            if name.startswith("Fn::ForEach::"):
                variable, values, body = value
                for each in self.of(values).split(","):
                    copy |= {key.replace("${" + variable + "}", each): self.of(inner) for key, inner in body.items()}
            elif (evaluated := self.of(value)) is not None:
                copy[name] = evaluated
        return copy

    def if_(self, argument):
        return self.of(argument[1] if self.holds(argument[0]) else argument[2])

    def equals_(self, argument):
        return self.of(argument[0]) == self.of(argument[1])

    def not_(self, argument):
        return not self.of(argument[0])

    def and_(self, argument):
        return all(self.of(part) for part in argument)

    def or_(self, argument):
        return any(self.of(part) for part in argument)

    def join_(self, argument):
        return argument[0].join(self.of(argument[1]))

    def split_(self, argument):
        return self.of(argument[1]).split(argument[0])

    def select_(self, argument):
        several = self.of(argument[1])
        return (several.split(",") if isinstance(several, str) else several)[argument[0]]

    def sub_(self, argument):
        return re.sub(r"\$\{([^}]+)\}", lambda match: str(self.values.get(match[1], f"<{match[1]}>")), argument)

    def getatt_(self, argument):
        attribute = ".".join(argument)
        return self.values.get(attribute, f"<{attribute}>")

    def findinmap_(self, argument):
        name, first, second = self.of(argument)
        return self.mappings[name][first][second]

    def base64_(self, argument):
        return self.of(argument)

    def getazs_(self, argument):
        return ["a", "b", "c"]


def rights(document):
    """Statements in one form, whatever the order: an action alone is a list of one."""

    def listed(value):
        return sorted(value) if isinstance(value, list) else [value]

    if isinstance(document, str):
        document = json.loads(document)
    return sorted(
        json.dumps({name: listed(value) if name in ("Action", "Resource") else value for name, value in statement.items()}, sort_keys=True)
        for statement in document["Statement"]
    )


def lines(text):
    return sorted(text.strip().split("\n"))


def of_template(evaluated):
    """What is compared, by names of ours."""
    made = {}
    r = evaluated.resources
    connectors = {"source": r.get("Source"), "sink": r.get("JsonSink") or r.get("ParquetSink") or r.get("LakehouseSink")}
    for name, connector in connectors.items():
        if connector:
            made[name + " connector"] = {
                "name": connector["ConnectorName"],
                "settings": connector["ConnectorConfiguration"],
                "units": int(connector["Capacity"]["ProvisionedCapacity"]["McuCount"]),
                "subnets": connector["KafkaCluster"]["ApacheKafkaCluster"]["Vpc"]["Subnets"],
                "groups": connector["KafkaCluster"]["ApacheKafkaCluster"]["Vpc"]["SecurityGroups"],
                "brokers": connector["KafkaCluster"]["ApacheKafkaCluster"]["BootstrapServers"],
                "version": connector["KafkaConnectVersion"],
            }
    for name in ("Plugin", "SinkPlugin"):
        if name in r:
            place = r[name]["Location"]["S3Location"]
            made[name] = [r[name]["Name"], place["BucketArn"], place["FileKey"]]
    for name in ("Worker", "ExactlyOnceWorker"):
        if name in r:
            made[name] = lines(r[name]["PropertiesFileContent"])
    for name in ("SourceRole", "SinkRole", "OptimizerRole", "DailyRole", "DailyScheduleRole", "StreamsRole", "StreamsStartRole", "RestRole", "RestStartRole"):
        if name in r:
            made[name] = {
                "trust": rights(r[name]["AssumeRolePolicyDocument"]),
                "rights": sorted(sum((rights(policy["PolicyDocument"]) for policy in r[name].get("Policies", [])), [])),
            }
    made["attached"] = sorted(
        "pinstream-" + name for name in ("source", "sink", "streams", "rest") if "ManagedPolicyArns" in r.get(name.title() + "Role", {})
    )
    for name in ("WorkerPolicy", "StreamsPolicy", "RestPolicy"):
        made[name] = rights(r[name]["PolicyDocument"])
    made["log"] = [r["Logs"]["LogGroupName"], int(r["Logs"]["RetentionInDays"])]
    made["bucket"] = [r["Bucket"]["BucketName"]] if "Bucket" in r else []
    made["optimizers"] = sorted(
        [each["DatabaseName"], each["TableName"], each["Type"], each["TableOptimizerConfiguration"]["Enabled"]]
        + [
            {snake(name): value for name, value in each["TableOptimizerConfiguration"][kind]["IcebergConfiguration"].items()}
            for kind in ("RetentionConfiguration", "OrphanFileDeletionConfiguration")
            if kind in each["TableOptimizerConfiguration"]
        ]
        for each in r.values()
        if "TableOptimizerConfiguration" in each
    )
    if "Daily" in r:
        schedule = r["DailySchedule"]
        retry = schedule["Target"]["RetryPolicy"]
        made["daily"] = {
            "names": [r["Daily"]["StateMachineName"], schedule["Name"]],
            "states": r["Daily"]["Definition"],
            "when": [schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], schedule["FlexibleTimeWindow"]["Mode"]],
            "input": schedule["Target"]["Input"],
            "retry": [retry["MaximumEventAgeInSeconds"], retry["MaximumRetryAttempts"]],
        }
    for name in ("Streams", "Rest"):
        if name + "Task" in r:
            task = r[name + "Task"]
            container = task["ContainerDefinitions"][0]
            made[name + " task"] = {
                "size": [int(task["Cpu"]), int(task["Memory"]), int(task.get("EphemeralStorage", {}).get("SizeInGiB", 0))],
                "image": container["Image"],
                "command": sorted(container["Command"]),
                "health": container["HealthCheck"]["Command"],
                "instances": int(r[name + "Service"]["DesiredCount"]),
            }
    made["doors"] = sorted(
        [str(r[door].get("CidrIp")), r[door]["FromPort"]] for door in ("StreamsAmongThemselves", "StreamsWeb", "RestFromApi") if door in r
    )
    if "RestApi" in r:
        integration = r["RestIntegration"]
        stage = r["RestApiStage"]
        record = r["RestDiscovery"]["DnsConfig"]["DnsRecords"][0]
        tokens = r.get("RestTokens", {}).get("JwtConfiguration")
        made["api"] = {
            "routes": sorted(
                [route["RouteKey"], route["AuthorizationType"], "AuthorizerId" in route] for route in r.values() if "RouteKey" in route
            ),
            "tokens": tokens and [tokens["Issuer"], tokens["Audience"]],
            "integration": [integration[part] for part in ("IntegrationType", "IntegrationMethod", "ConnectionType", "PayloadFormatVersion", "TimeoutInMillis")],
            "stage": [stage["StageName"], *(int(limit) for limit in stage["DefaultRouteSettings"].values())],
            "log": stage["AccessLogSettings"]["Format"],
            "namespace": r["RestNamespace"]["Name"],
            "discovery": [r["RestDiscovery"]["Name"], record["Type"], int(record["TTL"])],
        }
    return made


def planned_of(plan, module):
    """A module's resources, whether it stands alone or beside another."""
    changes = {change["address"].removeprefix(f"module.{module}."): change for change in plan["resource_changes"]}
    return {
        address: change["change"]["after"]
        for address, change in changes.items()
        if change["mode"] == "managed" and not address.startswith("module.")
    }


def of_module(plan):
    r = planned_of(plan, "pinstream")
    made = {}

    def named(prefix):
        return [value for address, value in r.items() if address.split("[")[0] == prefix]

    for name in ("source", "sink"):
        for connector in named("aws_mskconnect_connector." + name):
            cluster = connector["kafka_cluster"][0]["apache_kafka_cluster"][0]
            made[name + " connector"] = {
                "name": connector["name"],
                "settings": connector["connector_configuration"],
                "units": connector["capacity"][0]["provisioned_capacity"][0]["mcu_count"],
                "subnets": sorted(cluster["vpc"][0]["subnets"]),
                "groups": sorted(cluster["vpc"][0]["security_groups"]),
                "brokers": cluster["bootstrap_servers"],
                "version": connector["kafkaconnect_version"],
            }
    for name in ("Plugin", "SinkPlugin"):
        for plugin in named("aws_mskconnect_custom_plugin." + snake(name)):
            place = plugin["location"][0]["s3"][0]
            made[name] = [plugin["name"], place["bucket_arn"], place["file_key"]]
    for name, key in {"Worker": "worker", "ExactlyOnceWorker": "exactly-once-worker"}.items():
        if worker := r.get(f'aws_mskconnect_worker_configuration.worker["{key}"]'):
            made[name] = lines(worker["properties_file_content"])
    for address, role in r.items():
        if address.startswith("aws_iam_role."):
            # What a service itself may do is the policy that is attached to its role.
            own = r.get(address.replace("aws_iam_role.", "aws_iam_role_policy."))
            made[role["name"].removeprefix("pinstream-").title().replace("-", "") + "Role"] = {
                "trust": rights(role["assume_role_policy"]),
                "rights": rights(own["policy"]) if own else [],
            }
    made["attached"] = sorted(each["role"] for name in ("worker", "service") for each in named("aws_iam_role_policy_attachment." + name))
    for policy in named("aws_iam_policy.worker") + named("aws_iam_policy.service"):
        made[policy["name"].removeprefix("pinstream-").title() + "Policy"] = rights(policy["policy"])
    log = r["aws_cloudwatch_log_group.logs"]
    made["log"] = [log["name"], log["retention_in_days"]]
    made["bucket"] = [bucket["bucket"] for bucket in named("aws_s3_bucket.bucket")]
    made["optimizers"] = sorted(
        [each["database_name"], each["table_name"], each["type"], each["configuration"][0]["enabled"]]
        + [
            {name: value for name, value in settings["iceberg_configuration"][0].items() if value is not None}
            for kind in ("retention_configuration", "orphan_file_deletion_configuration")
            for settings in each["configuration"][0][kind]
        ]
        for each in named("aws_glue_catalog_table_optimizer.optimizer")
    )
    for machine in named("aws_sfn_state_machine.daily"):
        (schedule,) = named("aws_scheduler_schedule.daily")
        target = schedule["target"][0]
        made["daily"] = {
            "names": [machine["name"], schedule["name"]],
            "states": json.loads(machine["definition"]),
            "when": [schedule["schedule_expression"], schedule["schedule_expression_timezone"], schedule["flexible_time_window"][0]["mode"]],
            "input": target["input"],
            "retry": [target["retry_policy"][0]["maximum_event_age_in_seconds"], target["retry_policy"][0]["maximum_retry_attempts"]],
        }
    for name in ("Streams", "Rest"):
        for task in named("aws_ecs_task_definition." + name.lower()):
            container = json.loads(task["container_definitions"])[0]
            made[name + " task"] = {
                "size": [int(task["cpu"]), int(task["memory"]), sum(storage["size_in_gib"] for storage in task["ephemeral_storage"])],
                "image": container["image"],
                "command": sorted(container["command"]),
                "health": container["healthCheck"]["command"],
                "instances": sum(service["desired_count"] for service in named("aws_ecs_service." + name.lower())),
            }
    made["doors"] = sorted(
        [str(door["cidr_ipv4"]), door["from_port"]]
        for name in ("streams", "web", "rest")
        for door in named("aws_vpc_security_group_ingress_rule." + name)
    )
    for stage in named("aws_apigatewayv2_stage.rest"):
        (integration,) = named("aws_apigatewayv2_integration.rest")
        (discovery,) = named("aws_service_discovery_service.rest")
        limits = stage["default_route_settings"][0]
        record = discovery["dns_config"][0]["dns_records"][0]
        tokens = [authorizer["jwt_configuration"][0] for authorizer in named("aws_apigatewayv2_authorizer.rest")]
        made["api"] = {
            # What a plan does not know yet, such as an identifier, is not in it.
            "routes": sorted(
                [route["route_key"], route["authorization_type"], route.get("authorizer_id", "later") is not None]
                for route in named("aws_apigatewayv2_route.rest")
            ),
            "tokens": [tokens[0]["issuer"], tokens[0]["audience"]] if tokens else None,
            "integration": [
                integration[part] for part in ("integration_type", "integration_method", "connection_type", "payload_format_version", "timeout_milliseconds")
            ],
            "stage": [stage["name"], int(limits["throttling_rate_limit"]), limits["throttling_burst_limit"]],
            "log": stage["access_log_settings"][0]["format"],
            "namespace": named("aws_service_discovery_private_dns_namespace.rest")[0]["name"],
            "discovery": [discovery["name"], record["type"], record["ttl"]],
        }
    return made


def in_terraform(node):
    """A resource's properties as Terraform names them."""
    if isinstance(node, list):
        return sorted(map(in_terraform, node))
    if not isinstance(node, dict):
        return int(node) if isinstance(node, str) and node.isdigit() else node
    if node.keys() == {"Enabled"}:
        return node["Enabled"]
    return {RENAMED.get(name, snake(name)): in_terraform(value) for name, value in node.items()}


def trial_of_template(template, evaluated):
    without = Evaluated(template, BASE | {"BootstrapServers": ""})
    made = {PLACES.get(name, name): in_terraform(evaluated.resources[name]) for name in evaluated.resources.keys() - without.resources.keys()}
    # No snapshot is left of it.
    made[PLACES["Database"]]["skip_final_snapshot"] = template["Resources"]["Database"]["DeletionPolicy"] == "Delete"
    password = made[PLACES["Secret"]].pop("generate_secret_string")
    fields = json.loads(password.pop("secret_string_template")) | {password.pop("generate_string_key"): PASSWORD}
    made["secret"] = [fields, password]
    return made | UNASKED


def like(expected, actual):
    """What Terraform has for the properties that the template names. A block is a list of one."""
    if isinstance(expected, dict):
        block = (actual or [{}])[0]
        return {name: like(value, block.get(name)) for name, value in expected.items()}
    return sorted(actual) if isinstance(actual, list) else actual


def trial_of_module(expected, plan):
    r = planned_of(plan, "trial")
    made = {place: like(expected.get(place, {}), [after]) for place, after in r.items()}
    # What is asked of a data source is in no plan.
    with open(f"{MODULE}/trial/database.tf", encoding="utf-8") as file:
        asked = re.search(r'(?ms)^data "aws_secretsmanager_random_password" "password" \{(.*?)^\}', file.read())[1]
    password = {name: json.loads(value) for name, value in re.findall(r"(\w+) += (\S+)", asked)}
    made["secret"] = [json.loads(r["aws_secretsmanager_secret_version.database"]["secret_string"]), password]
    return made


def variable(name, parameter, value):
    """A parameter's value as Terraform has it."""
    if name in LISTS:
        return value.split(",")
    if parameter.get("AllowedValues") == ["yes", "no"]:
        return value == "yes"
    return value


def mocked(region, overrides=""):
    """A provider that is made up."""
    return """
mock_provider "aws" {
  override_during = plan
  mock_data "aws_caller_identity" {
    defaults = { account_id = "%s" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "%s", dns_suffix = "%s" }
  }
  mock_data "aws_region" {
    defaults = { name = "%s" }
  }
  mock_data "aws_availability_zones" {
    defaults = { names = ["a", "b", "c"] }
  }
  mock_data "aws_secretsmanager_random_password" {
    defaults = { random_password = "%s" }
  }
%s}
""" % (*(PSEUDO["AWS::" + name] for name in ("AccountId", "Partition", "URLSuffix")), region, PASSWORD, overrides)


def run(deployment, variables):
    values = "".join(f"    {name} = {json.dumps(value)}\n" for name, value in variables.items())
    return f'run "{deployment}" {{\n  command = plan\n  variables {{\n{values}  }}\n}}\n'


def tests(template):
    """A test file of Terraform's with a plan for each deployment."""
    return mocked(PSEUDO["AWS::Region"]) + "".join(
        run(deployment, {snake(name): variable(name, template["Parameters"][name], value) for name, value in (BASE | parameters).items()})
        for deployment, parameters in DEPLOYMENTS.items()
    )


def trial_test(deployment, parameters):
    """The same with the trial, whose resources have the names in the template as identifiers, so that what refers to them is compared, too."""
    known = {place: {"id": MADE.get(name, f"<{name}>")} for name, place in PLACES.items()}
    known[PLACES["Cluster"]] = {"arn": MADE["Cluster"], "bootstrap_brokers_sasl_iam": MADE["Brokers.BootstrapServers"]}
    known[PLACES["Database"]] = {"address": MADE["Database.Endpoint.Address"]}
    overrides = "".join(
        f"  override_resource {{\n    target = module.trial.{place}\n    values = {json.dumps(values)}\n  }}\n" for place, values in known.items()
    )
    return mocked((PSEUDO | parameters)["AWS::Region"], overrides) + run(deployment, {"connectors": True})


def plans(folder, tests, differences):
    """What Terraform plans in the folder, by the runs of its tests."""
    for name, text in tests.items():
        with open(f"{folder}/{name}.tftest.hcl", "w", encoding="utf-8") as file:
            file.write(text)
    tested = subprocess.run(["terraform", f"-chdir={folder}", "test", "-json", "-verbose"], capture_output=True, text=True)
    messages = [json.loads(line) for line in tested.stdout.splitlines()]
    for message in messages:
        if message["@level"] == "error":
            differences.append(message["@message"] + json.dumps(message.get("diagnostic", {}).get("detail", "")))
    return {message["@testrun"]: message["test_plan"] for message in messages if message["type"] == "test_plan"}


def defaults(module):
    """A module's variables, their defaults, which JSON reads as well as HCL, and their limits."""
    with open(f"{module}/variables.tf", encoding="utf-8") as file:
        text = file.read()
    found = {}
    for name, body in re.findall(r'(?ms)^variable "(\w+)" \{\n(.*?)^\}', text):
        default = re.search(r"(?m)^  default\s+= (.+)$", body)
        limit = re.search(r'regex\("\^\((.*)\)\$"|contains\((\[.*?\])|var\.\w+ >= (\d+) && var\.\w+ <= (\d+)', body)
        found[name] = [json.loads(default[1]) if default else None, [part for part in limit.groups() if part] if limit else []]
    return found


def limit(parameter, required):
    """A parameter's limits as the module writes them, which can demand what the template's Trial makes optional."""
    if values := parameter.get("AllowedValues"):
        return [] if values == ["yes", "no"] else [json.dumps(values)]
    if pattern := parameter.get("AllowedPattern"):
        optional = re.fullmatch(r"\((.*)\)\?", pattern)
        return [optional[1] if required and optional else pattern]
    return [str(parameter[bound]) for bound in ("MinValue", "MaxValue") if bound in parameter]


def main():
    with open(TEMPLATE, encoding="utf-8") as file:
        template = json.load(file)
    differences = []

    def compare(what, expected, actual):
        if expected != actual:
            differences.append(f"{what}:\n  template {json.dumps(expected, sort_keys=True)}\n  module   {json.dumps(actual, sort_keys=True)}")

    required = {"DatabaseUrl", "DatabaseSecret", "ClusterArn", "Subnets", "SecurityGroups"}
    kept = {name: p for name, p in template["Parameters"].items() if not LEFT_OUT.fullmatch(name)}
    expected = {
        snake(name): [None if name in required or "Default" not in p else variable(name, p, p["Default"]), [] if name in LISTS else limit(p, name in required)] for name, p in kept.items()
    }
    named = {"name": ["pinstream", []]}
    of_trial = {name: expected.pop(name) for name in map(snake, OF_TRIAL)}
    compare("variables", expected | named, defaults(MODULE))
    compare("variables of the trial", of_trial | named, defaults(f"{MODULE}/trial"))

    planned = plans(MODULE, {"equal": tests(template)}, differences)
    planned |= plans(WITH_TRIAL, {name: trial_test(name, parameters) for name, parameters in TRIALS.items()}, differences)
    for deployment, parameters in (DEPLOYMENTS | TRIALS).items():
        evaluated = Evaluated(template, BASE | parameters)
        plan = planned.get(deployment)
        of_ours = of_template(evaluated)
        of_theirs = of_module(plan) if plan else {}
        if deployment in TRIALS:
            trial = trial_of_template(template, evaluated)
            of_ours |= trial
            of_theirs |= trial_of_module(trial, plan) if plan else {}
        for what in sorted(of_ours.keys() | of_theirs.keys()):
            compare(f"{deployment}: {what}", of_ours.get(what), of_theirs.get(what))
    print("\n".join(differences))
    print(f"terraform: {len(expected | of_trial)} variables, {len(DEPLOYMENTS | TRIALS)} deployments, {len(differences)} differences from the template")
    return 1 if differences else 0


sys.exit(main())
