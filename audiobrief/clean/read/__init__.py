"""Sources of every kind, as text: files, web addresses, saved pages and e-mails."""
