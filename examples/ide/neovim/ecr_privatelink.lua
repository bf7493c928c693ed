-- For nvim-lint: after/plugin/ecr_privatelink.lua. Shows the findings of the open Terraform file on its lines.
local lint = require("lint")

lint.linters.ecr_privatelink = {
  cmd = "checkov",
  stdin = false, -- Checkov reads the saved file
  append_fname = true,
  args = {
    "--framework", "terraform",
    "--external-checks-dir", "/opt/ecr-privatelink/checks",
    "--check", "CKV_ECRPL_*",
    "--skip-download", "--soft-fail", "-o", "json", "-f",
  },
  stream = "stdout",
  parser = function(output, buffer)
    local read, report = pcall(vim.json.decode, output)
    local diagnostics = {}
    local results = read and report.results -- a file without rows has a report without results
    for _, row in ipairs(results and results.failed_checks or {}) do
      if row.file_abs_path == vim.api.nvim_buf_get_name(buffer) then
        table.insert(diagnostics, {
          lnum = row.file_line_range[1] - 1,
          end_lnum = row.file_line_range[2] - 1,
          col = 0,
          code = row.check_id,
          message = row.check_name,
          severity = row.check_id == "CKV_ECRPL_001" and vim.diagnostic.severity.INFO or vim.diagnostic.severity.WARN,
          source = "ecr-privatelink",
        })
      end
    end
    return diagnostics
  end,
}

lint.linters_by_ft.terraform = { "ecr_privatelink" }
vim.api.nvim_create_autocmd({ "BufReadPost", "BufWritePost" }, {
  pattern = "*.tf",
  callback = function()
    lint.try_lint()
  end,
})
