resource "aws_batch_compute_environment" "this" {
  compute_environment_name = "jobs"
  type                     = "MANAGED"

  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 4
    subnets            = [module.network["batch"].subnet_a_id, module.network["batch"].subnet_b_id]
    security_group_ids = [module.network["batch"].security_group_id]
  }
}

# No nodes of it in this plan: the cluster itself stands for them.
resource "aws_eks_cluster" "alone" {
  name     = "alone"
  role_arn = "arn:aws:iam::123456789012:role/eks"

  vpc_config {
    subnet_ids         = [module.network["eks_cluster"].subnet_a_id, module.network["eks_cluster"].subnet_b_id]
    security_group_ids = [module.network["eks_cluster"].security_group_id]
  }
}

resource "aws_eks_cluster" "nodes" {
  name     = "nodes"
  role_arn = "arn:aws:iam::123456789012:role/eks"

  vpc_config {
    subnet_ids = [module.network["eks_node_group"].subnet_a_id, module.network["eks_node_group"].subnet_b_id]
  }
}

resource "aws_eks_node_group" "this" {
  cluster_name    = aws_eks_cluster.nodes.name
  node_group_name = "nodes"
  node_role_arn   = "arn:aws:iam::123456789012:role/nodes"
  subnet_ids      = [module.network["eks_node_group"].subnet_b_id]

  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}

resource "aws_eks_cluster" "fargate" {
  name     = "fargate"
  role_arn = "arn:aws:iam::123456789012:role/eks"

  vpc_config {
    subnet_ids = [module.network["eks_fargate"].subnet_a_id, module.network["eks_fargate"].subnet_b_id]
  }
}

resource "aws_eks_fargate_profile" "this" {
  cluster_name           = aws_eks_cluster.fargate.name
  fargate_profile_name   = "pods"
  pod_execution_role_arn = "arn:aws:iam::123456789012:role/pods"
  subnet_ids             = [module.network["eks_fargate"].subnet_a_id]

  selector {
    namespace = "default"
  }
}
