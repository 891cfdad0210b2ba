"""Building works that the demo company gives to contractors."""

from __future__ import annotations

from contracts.demo.work import Work


def building(title: str, parties: tuple[int, ...], from_yuan: int, to_yuan: int, site: str, scope: tuple[str, ...], **answers: str) -> Work:
    """Works on a site, drafted by the project manager."""
    typed = {"project_site": site, "scope": "\n".join(scope), "owner_representative": "陈晓东",
             "project_manager": "罗远志"} | answers
    return Work(title, "chen", parties, from_yuan, to_yuan, "construction", typed, rate="0.09",
                risk="normal" if to_yuan < 3_000_000 else "high")


BUILDING = (
    building("{place}项目主体土建施工合同", (16,), 3_600_000, 9_800_000, "成都市天府新区兴隆街道",
             ("地基与基础、主体结构、建筑屋面工程。", "建筑给水排水、建筑电气工程。", "室外道路与管网工程。"),
             performance_bond="0.05", retention_rate="0", advance_guarantee="yes"),
    building("{place}项目机电安装施工合同", (20,), 780_000, 1_900_000, "项目施工现场",
             ("通风空调、给排水及消防水系统的安装与调试。", "动力、照明、防雷接地系统的安装与调试。"),
             supplied_materials="精密空调及群控系统\n配电箱柜"),
    building("{place}项目防水工程施工合同", (16, 20), 210_000, 460_000, "项目施工现场",
             ("地下室底板、外墙及顶板防水。", "屋面及卫生间防水。"), retention_months="24"),
    building("{place}项目园林景观施工合同", (15,), 320_000, 890_000, "项目红线范围内",
             ("土方造型、种植土回填与乔灌木种植。", "园路铺装、景观小品及给水喷灌。"),
             quality_standard="合格，苗木成活率不低于百分之九十八"),
)
