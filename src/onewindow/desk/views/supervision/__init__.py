"""The pages of supervision: what is late, who answers for it, what they were asked and said. No page here moves a case."""
