"""Looks whether PDFs keep the rules of PDF/UA-1: `check.py FILE...`. Says each rule that fails, and then ends with 1."""

import sys

import page

failed = False
for file in sys.argv[1:]:
    report = page.validate_pdf(file, profile="ua1")
    for failure in report.failures:
        failed = True
        print(f"{file}: {failure.rule_id}: {failure.message} {failure.object_id or ''}")
    print(f"{file}: {report.rules.passed} of {report.rules.total} rules kept")
    failed = failed or not report.is_compliant
sys.exit(failed or not sys.argv[1:])
