variable "rules" {
  description = "Map of known rules: [from port, to port, protocol, description]"
  type        = map(list(any))

  default = {
    http-8080-tcp = [8080, 8080, "tcp", "HTTP"]
    https-443-tcp = [443, 443, "tcp", "HTTPS"]
    all-all       = [-1, -1, "-1", "All protocols"]
    all-tcp       = [0, 65535, "tcp", "All TCP ports"]
    _             = ["", "", ""]
  }
}
