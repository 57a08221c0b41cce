"""What papers do where the texts are silent, each with its id; an office may confirm or change them. No Django."""

from onewindow.words.sources import Convention

NUMBERING = Convention(
    "conv-papers-1",
    "文书编号由机关代字、文书性质、年份和流水号组成，年份用六角括号，流水号每年从1编起，不编虚位、不跳号、不重号；机关代字未经机关确认的为暂定。",
)
LETTERS = Convention("conv-papers-2", "凭证、通知书、告知书用信函格式，正文四号字；决定书用公文格式，正文三号字（GB/T 9704-2012）。")
PUBLIC_PART = Convention(
    "conv-papers-3", "公开核验只显示文书名称、编号、制发单位、日期、状态、脱敏后的持有人和文件的SHA-256，不显示文书内容。"
)

CONVENTIONS = (NUMBERING, LETTERS, PUBLIC_PART)
