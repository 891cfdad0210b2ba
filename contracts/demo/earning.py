"""What the demo company does for customers."""

from __future__ import annotations

from contracts.demo.work import Work


def earning(title: str, parties: tuple[int, ...], from_yuan: int, to_yuan: int, project: str, content: tuple[str, ...],
            deliverables: tuple[str, ...], accepted: str) -> Work:
    """A technical service for a customer, led by the project manager."""
    typed = {"customer_project": project, "service_lead": "陈晓东", "service_content": "\n".join(content),
             "deliverables": "\n".join(deliverables),
             "acceptance_standard": accepted}
    return Work(title, "chen", parties, from_yuan, to_yuan, "income", typed, direction="income")


EARNING = (
    earning("为{party}提供工程检测服务合同", (9, 21, 22), 150_000, 640_000, "既有建筑结构安全性检测",
            ("对既有建筑进行结构安全性检测。", "现场检测完成后 20 日内提交报告，并到场解释检测结论。"), ("结构安全性检测报告，一式六份。",),
            "检测报告符合《建筑结构检测技术标准》（GB/T 50344）。\n报告经甲方书面确认。"),
    earning("东站综合枢纽结构健康监测服务合同", (21,), 460_000, 1_280_000, "东站综合枢纽",
            ("布设监测点 120 个并取得初始值。", "每月监测两次，遇强风、暴雨加密。"), ("监测月报，每月一份。", "监测总结报告，一式六份。"),
            "月报由甲方联系人签收确认。\n总结报告经甲方组织的专家评审通过。"),
    earning("青羊文化中心全过程工程咨询服务合同", (22,), 880_000, 2_100_000, "青羊文化中心",
            ("编制项目管理策划并协助组织招标。", "施工阶段的投资、进度与质量咨询。"), ("咨询月报，每月一份。", "结算审核意见书。"),
            "咨询成果经甲方书面确认。"),
)
