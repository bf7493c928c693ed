# Two of the three questions: a scenario cannot join an endpoint with its VPC, or with its groups,
# so that the second asks of every rule in the plan, and the third cannot be asked.
Feature: Containers pull from ECR over PrivateLink

  Scenario: Private DNS of the endpoints for ECR
    Given I have aws_vpc_endpoint defined
    When its service_name contains "com\.amazonaws\..*\.ecr\..*" regex
    Then it must have private_dns_enabled
    And its value must be "true"

  Scenario: Groups admit port 443 alone
    Given I have aws_vpc_security_group_ingress_rule defined
    Then it must have from_port
    And its value must be 443

  Scenario: Groups admit no more than port 443
    Given I have aws_vpc_security_group_ingress_rule defined
    Then it must have to_port
    And its value must be 443
