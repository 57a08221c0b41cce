"""What is done at the integrated window where the text is silent, each with its id; the office may confirm or change it. No Django."""

from onewindow.words.sources import Convention

INTERNAL_CODES = Convention(
    "conv-window-1", "省平台的事项编码导入以前，事项使用内部编码（ML开头），标明“内部编码”；导入后以省平台编码为准。"
)
UNCONFIRMED_GUIDES = Convention(
    "conv-window-2", "公报没有写明的材料、时限、收费等内容为演示数据，在办事指南上标明“待部门确认”，经所属单位确认后取消标明。"
)
LETTER_CODES = Convention(
    "conv-window-3", "委托书印出的清单为五栏，系统内另附事项编码；委托书自双方盖章签字齐全并到起始日起生效，撤销之日起失效。"
)
CONFIRMATION = Convention("conv-window-4", "正面清单由单位提出、市行政审批服务局确认并启用；提出的人员不能确认。")
ABSENCE_APPROVAL = Convention("conv-window-5", "不进驻大厅的原因为“其他”的，须另经市行政审批服务局同意。")
PUBLICATION_TIME = Convention("conv-window-6", "“及时”公开为内容变更后5个工作日以内。")
SUPPORT_TIME = Convention("conv-window-7", "“即时”答复为提问后30分钟以内；当日仍未答复的给出提示。")
RESPONSE_TIME = Convention("conv-window-8", "后台首次响应为推送后1个工作日；满2个工作日亮黄灯，满3个工作日亮红灯。")
TRAINING_WARNING = Convention("conv-window-9", "窗口人员没有参加某事项培训的，受理该事项时给出提示，不影响受理。")
ADVISORY_ASSESSMENT = Convention("conv-window-10", "市政务服务中心对部门审批人员的考核结果供其所在单位参考。")
THEMES_DUE = Convention("conv-window-11", "十个主题场景在2023年12月31日以前全部上线；逾期只作提示。")

TITLE = "综合窗口"
CONVENTIONS = (
    INTERNAL_CODES,
    UNCONFIRMED_GUIDES,
    LETTER_CODES,
    CONFIRMATION,
    ABSENCE_APPROVAL,
    PUBLICATION_TIME,
    SUPPORT_TIME,
    RESPONSE_TIME,
    TRAINING_WARNING,
    ADVISORY_ASSESSMENT,
    THEMES_DUE,
)
