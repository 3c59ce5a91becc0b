import boto3
import cfnresponse


# CloudFormation calls this when the stack is made, changed and deleted; the cluster's ARN names what it made.
def handler(event, context):
    cluster = event["ResourceProperties"]["ClusterArn"]
    answer = {}
    try:
        if event["RequestType"] != "Delete":
            brokers = boto3.client("kafka").get_bootstrap_brokers(ClusterArn=cluster)
            if not brokers.get("BootstrapBrokerStringSaslIam"):
                raise ValueError("the cluster has no listener for IAM: switch IAM access control on, or give BootstrapServers")
            answer["BootstrapServers"] = brokers["BootstrapBrokerStringSaslIam"]
        cfnresponse.send(event, context, cfnresponse.SUCCESS, answer, cluster)
    except Exception as e:
        cfnresponse.send(event, context, cfnresponse.FAILED, answer, cluster, reason=str(e))
